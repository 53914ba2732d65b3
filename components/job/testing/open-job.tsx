import type { ComponentProps } from "react";
import { expect, vi } from "vitest";
import { page } from "vitest/browser";
import { historyOf, type MadeVersion } from "#components/history/testing/versions.ts";
import { savedFormProps } from "#components/job-form/testing/open-form.tsx";
import { savedJob } from "#components/job-form/testing/saved-job.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { silent } from "#components/testing/silent.ts";
import { nowMs } from "#components/testing/stored-job.ts";
import { storeIsOn } from "#components/ui/auto-refresh-choice.ts";
import type { JobNote } from "#lib/logpush/job/health.ts";
import type { JobDeliveries, JobHead, JobOverview } from "#lib/logpush/job/job-page.ts";
import { ok } from "#lib/logpush/result.ts";
import { ActivityTab } from "../activity/activity-tab.tsx";
import { JobCode } from "../code/job-code.tsx";
import { DeliveriesTab } from "../deliveries/deliveries-tab.tsx";
import type { JobHeaderActions } from "../job-header.tsx";
import { JobPage } from "../job-page.tsx";
import { OverviewTab } from "../overview/overview-tab.tsx";
import { JobSettings } from "../settings/job-settings.tsx";
import { type JobTab, tabLabels } from "../tabs.ts";
import { chartOf, headOf, overviewOf, type RawJob } from "./job-data.ts";

type Opening = {
  tab?: JobTab;
  /** What Headgate keeps of the job. */
  note?: JobNote;
  /** The part of the form to begin at. */
  at?: string;
  /** What differs from what follows from the job. */
  overview?: Partial<JobOverview>;
  deliveries?: Partial<JobDeliveries>;
  /** Its versions, from the first to the present one. */
  made?: readonly MadeVersion[];
};

type OverviewActions = ComponentProps<typeof OverviewTab>["actions"];
type Actions = JobHeaderActions & OverviewActions;

const may = { operate: true, write: true };
/** The page's actions. Changes are confirmed; what only a server can know is as if it did not answer. */
function makeActions(raw: RawJob) {
  const { summary } = savedJob(raw);
  return {
    setJobEnabled: vi.fn<Actions["setJobEnabled"]>(async ({ enabled }) => ok({ ...summary, enabled })),
    readJob: async () => ok(savedJob(raw)),
    deleteJob: vi.fn<Actions["deleteJob"]>(async () => silent),
    updateJob: async () => silent,
    undoChange: async () => silent,
    readCopySource: async () => silent,
    listScopes: async () => silent,
    createRun: async () => silent,
    readPushes: vi.fn<Actions["readPushes"]>(async () => silent),
    setStaleAfter: vi.fn<Actions["setStaleAfter"]>(async ({ minutes }) =>
      ok(savedJob(raw, minutes === null ? undefined : { staleAfterMinutes: minutes }).watch),
    ),
    muteJob: async () => silent,
    setObjective: vi.fn<Actions["setObjective"]>(async () => silent),
  } satisfies Actions;
}

type TabProps = { raw: RawJob; head: JobHead; opening: Opening; actions: OverviewActions };

/** The content of a tab, as the page renders it. */
function Tab({ raw, head, opening, actions }: TabProps) {
  const { tab = "overview", at, overview, deliveries, made = [{ raw, source: "first", actor: null }] } = opening;
  const saved = savedJob(raw);
  if (tab === "overview") {
    return (
      <OverviewTab overview={{ ...overviewOf(raw, head), ...overview }} may={may} isNew={false} actions={actions} />
    );
  }
  if (tab === "deliveries") {
    return <DeliveriesTab deliveries={{ chart: chartOf(head.summary), tests: [], arrivals: [], ...deliveries }} />;
  }
  if (tab === "settings") return <JobSettings {...savedFormProps(saved, at).props} />;
  if (tab === "code") {
    const connection = { mode: "emulator", apiBase: "http://localhost:3000/emulator/client/v4" } as const;
    return <JobCode summary={saved.summary} values={saved.values} stored={saved.masked} connection={connection} />;
  }
  const { history, actions: historyActions } = historyOf(made);
  return (
    <ActivityTab
      {...{ jobRef: head.summary.ref, history, nowMs, may, actions: historyActions }}
      changes={{ rows: [], hasMore: false, isBroken: false }}
    />
  );
}

/** The page of a job with one of its tabs, ready to be used. It does not refresh itself. */
export async function openJob(raw: RawJob, opening: Opening = {}) {
  const { tab = "overview", note } = opening;
  const head = headOf(raw, note);
  const actions = makeActions(raw);
  storeIsOn(false);
  const opened = openPage(
    <JobPage head={head} tab={tab} may={may} isCopying={false} actions={actions}>
      <Tab raw={raw} head={head} opening={opening} actions={actions} />
    </JobPage>,
  );
  await expect.element(page.getByRole("tabpanel", { name: tabLabels[tab], exact: true })).toBeVisible();
  await expect.element(page.getByRole("switch", { name: "Enabled", exact: true })).toBeEnabled();
  await expect.element(page.getByRole("button", { name: "More actions" })).toBeVisible();
  return { ...opened, actions, head };
}
