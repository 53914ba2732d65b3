import type { FC } from "react";
import { planFieldChange } from "#app/actions/plans.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { FieldsTab } from "#components/usage/fields/fields-tab.tsx";
import type { UsageTab } from "#components/usage/tabs.ts";
import { VolumeTab } from "#components/usage/volume/volume-tab.tsx";
import { parseFieldWatchQuery } from "#lib/logpush/usage/field-watch.ts";
import { parseUsageQuery } from "#lib/logpush/usage/usage-query.ts";
import { readVolume } from "#lib/server/usage/read-volume.ts";
import { readFieldWatch } from "#lib/server/usage/watch-fields.ts";

type PanelProps = { asked: Record<string, string | string[] | undefined> };

const panels: Record<UsageTab, FC<PanelProps>> = { volume: Volume, fields: Fields };

/** The open tab of the usage page. Each reads the store alone. */
export function Panel({ tab, ...props }: PanelProps & { tab: UsageTab }) {
  const Shown = panels[tab];
  return <Shown {...props} />;
}

async function Volume({ asked }: PanelProps) {
  const query = parseUsageQuery(paramsOf(asked));
  const volume = await readVolume(query);
  return volume.ok ? <VolumeTab query={query} volume={volume.value} /> : <ErrorCallout error={volume.error} />;
}

async function Fields({ asked }: PanelProps) {
  const watch = await readFieldWatch(parseFieldWatchQuery(paramsOf(asked)));
  return watch.ok ? <FieldsTab watch={watch.value} plan={planFieldChange} /> : <ErrorCallout error={watch.error} />;
}

function paramsOf(asked: PanelProps["asked"]): URLSearchParams {
  return new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => [[name, String(value)]]));
}
