import type { ReactElement } from "react";
import { muteJob } from "#app/actions/alerts.ts";
import { formActions } from "#app/actions/form.ts";
import { compareVersions, listVersions, restoreVersion } from "#app/actions/history.ts";
import { readJob, readPushes, setStaleAfter, updateJob } from "#app/actions/jobs.ts";
import { setObjective } from "#app/actions/uptime.ts";
import { ActivityTab } from "#components/job/activity/activity-tab.tsx";
import { JobCode } from "#components/job/code/job-code.tsx";
import { DeliveriesTab } from "#components/job/deliveries/deliveries-tab.tsx";
import { OverviewTab } from "#components/job/overview/overview-tab.tsx";
import { JobSettings } from "#components/job/settings/job-settings.tsx";
import { SettingsSummary } from "#components/job/settings/settings-summary.tsx";
import type { JobTab } from "#components/job/tabs.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { describeSettings } from "#lib/logpush/job/describe-settings.ts";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import { type Caller, mayOf } from "#lib/server/base/caller.ts";
import { readConnection } from "#lib/server/connection.ts";
import { loadJob } from "#lib/server/job/load-job.ts";
import { loadJobChanges } from "#lib/server/job/read-changes.ts";
import { loadDeliveries } from "#lib/server/job/read-deliveries.ts";
import { loadOverview } from "#lib/server/job/read-overview.ts";
import { loadStoredValues } from "#lib/server/job/read-stored-values.ts";
import { loadVersions } from "#lib/server/job/read-versions.ts";
import { listDatasets, readFields } from "#lib/server/scopes/datasets.ts";

type Asked = Record<string, string | string[] | undefined>;
type PanelProps = { jobKey: string; head: JobHead; caller: Caller; asked: Asked };

const panels = {
  overview: renderOverview,
  deliveries: renderDeliveries,
  settings: renderSettings,
  activity: renderActivity,
  code: renderCode,
} satisfies Record<JobTab, (props: PanelProps) => Promise<ReactElement>>;

/** The open tab of a job. Each reads the store; Settings alone reads the job from the API. */
export function renderTab({ tab, ...props }: PanelProps & { tab: JobTab }): Promise<ReactElement> {
  return panels[tab](props);
}

async function renderOverview({ jobKey, caller, asked }: PanelProps) {
  const overview = await loadOverview(jobKey);
  if (!overview.ok) return <ErrorCallout error={overview.error} />;
  return (
    <OverviewTab
      overview={overview.value}
      may={mayOf(caller)}
      isNew={asked.created !== undefined}
      actions={{ readJob, updateJob, readPushes, setStaleAfter, muteJob, setObjective }}
    />
  );
}

async function renderDeliveries({ jobKey }: PanelProps) {
  const deliveries = await loadDeliveries(jobKey);
  return deliveries.ok ? <DeliveriesTab deliveries={deliveries.value} /> : <ErrorCallout error={deliveries.error} />;
}

async function renderActivity({ jobKey, head, caller, asked }: PanelProps) {
  const [history, changes] = await Promise.all([loadVersions(jobKey), loadJobChanges(jobKey)]);
  if (!history.ok) return <ErrorCallout error={history.error} />;
  if (!changes.ok) return <ErrorCallout error={changes.error} />;
  return (
    <ActivityTab
      jobRef={head.summary.ref}
      history={history.value}
      changes={changes.value}
      nowMs={head.nowMs}
      may={mayOf(caller)}
      restore={/^\d{1,9}$/.test(String(asked.restore)) ? Number(asked.restore) : undefined}
      actions={{ listVersions, compareVersions, restoreVersion }}
    />
  );
}

async function renderCode({ jobKey, caller }: PanelProps) {
  const [job, { mode, apiBase, demoToken }] = await Promise.all([loadStoredValues(jobKey), readConnection(caller)]);
  if (!job.ok) return <ErrorCallout error={job.error} />;
  return <JobCode {...job.value} connection={{ mode, apiBase, ...(demoToken ? { demoToken } : {}) }} />;
}

async function renderSettings({ jobKey, caller, asked: { saved, opened, at } }: PanelProps) {
  const may = mayOf(caller);
  if (!may.write) return <StoredSettings jobKey={jobKey} />;
  const [job, connection] = await Promise.all([loadJob(jobKey), readConnection(caller)]);
  if (!job.ok) return <ErrorCallout error={job.error} />;
  const { summary, values } = job.value;
  const fields = await readFields({ scope: values.scope, dataset: values.dataset });
  return (
    <JobSettings
      // A saved or newly loaded job gets a new form, so that its fields keep nothing of the old state.
      key={`${saved}-${opened}`}
      setting={{
        ...connection,
        scopes: [{ path: values.scope, name: summary.scopeName }],
        scopeCount: 1,
        datasets: listDatasets(),
        saved: job.value,
        ...(typeof at === "string" ? { at } : {}),
        nowMs: Date.now(),
        may,
        actions: formActions,
      }}
      initialValues={values}
      initialFields={fields.ok ? fields.value : { source: "catalogue", fields: [], defaults: [] }}
    />
  );
}

async function StoredSettings({ jobKey }: { jobKey: string }) {
  const job = await loadStoredValues(jobKey);
  if (!job.ok) return <ErrorCallout error={job.error} />;
  return <SettingsSummary lines={describeSettings(job.value.values)} />;
}
