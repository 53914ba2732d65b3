import type { ReactElement } from "react";
import { planFieldChange } from "#app/actions/plans.ts";
import { setObjective } from "#app/actions/uptime.ts";
import { setBudget } from "#app/actions/usage.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { FieldsTab } from "#components/usage/fields/fields-tab.tsx";
import type { UsageTab } from "#components/usage/tabs.ts";
import { UptimeTab } from "#components/usage/uptime/uptime-tab.tsx";
import { VolumeTab } from "#components/usage/volume/volume-tab.tsx";
import { parseUptimeView } from "#lib/logpush/uptime/uptime-view.ts";
import { parseFieldWatchQuery } from "#lib/logpush/usage/field-watch.ts";
import { parseUsageQuery } from "#lib/logpush/usage/usage-query.ts";
import type { May } from "#lib/logpush/views.ts";
import { readUptime } from "#lib/server/uptime/read-uptime.ts";
import { readVolume } from "#lib/server/usage/read-volume.ts";
import { readFieldWatch } from "#lib/server/usage/watch-fields.ts";

type PanelProps = { asked: Record<string, string | string[] | undefined>; may: May };

const panels: Record<UsageTab, (props: PanelProps) => Promise<ReactElement>> = {
  volume: renderVolume,
  uptime: renderUptime,
  fields: renderFields,
};

/** The open tab of the usage page. Each reads the store alone. */
export function renderPanel({ tab, ...props }: PanelProps & { tab: UsageTab }): Promise<ReactElement> {
  return panels[tab](props);
}

async function renderUptime({ asked }: PanelProps) {
  const view = parseUptimeView(paramsOf(asked));
  const page = await readUptime(view);
  if (!page.ok) return <ErrorCallout error={page.error} />;
  return <UptimeTab view={view} page={page.value} setObjective={setObjective} />;
}

async function renderVolume({ asked, may }: PanelProps) {
  const query = parseUsageQuery(paramsOf(asked));
  const volume = await readVolume(query);
  if (!volume.ok) return <ErrorCallout error={volume.error} />;
  return <VolumeTab query={query} volume={volume.value} setBudget={may.write ? setBudget : undefined} />;
}

async function renderFields({ asked }: PanelProps) {
  const watch = await readFieldWatch(parseFieldWatchQuery(paramsOf(asked)));
  return watch.ok ? <FieldsTab watch={watch.value} plan={planFieldChange} /> : <ErrorCallout error={watch.error} />;
}

function paramsOf(asked: PanelProps["asked"]): URLSearchParams {
  return new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => [[name, String(value)]]));
}
