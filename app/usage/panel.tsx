import type { FC } from "react";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { UsageTab } from "#components/usage/tabs.ts";
import { VolumeTab } from "#components/usage/volume/volume-tab.tsx";
import { parseUsageQuery } from "#lib/logpush/usage/usage-query.ts";
import { readVolume } from "#lib/server/usage/read-volume.ts";

type PanelProps = { asked: Record<string, string | string[] | undefined> };

const panels: Record<UsageTab, FC<PanelProps>> = { volume: Volume };

/** The open tab of the usage page. Each reads the store alone. */
export function Panel({ tab, ...props }: PanelProps & { tab: UsageTab }) {
  const Shown = panels[tab];
  return <Shown {...props} />;
}

async function Volume({ asked }: PanelProps) {
  const query = parseUsageQuery(
    new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => [[name, String(value)]])),
  );
  const volume = await readVolume(query);
  return volume.ok ? <VolumeTab query={query} volume={volume.value} /> : <ErrorCallout error={volume.error} />;
}
