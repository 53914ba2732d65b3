import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { type ReactNode, useMemo } from "react";
import { expect, onTestFinished, vi } from "vitest";
import { page } from "vitest/browser";
import { answerFetch } from "#components/testing/answer-fetch.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { silent } from "#components/testing/silent.ts";
import { detailOf, nowMs, refOf, type StoredJob, summaryOf } from "#components/testing/stored-job.ts";
import { createSharedState, type SharedState, useSharedState } from "#components/ui/shared-state.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { matchScopes } from "#lib/logpush/job/match-scopes.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import { columnsCookie, parseHidden } from "#lib/logpush/list/columns.ts";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { ok, type Result } from "#lib/logpush/result.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import type { BulkActions } from "../bulk-toolbar.tsx";
import { JobList } from "../job-list.tsx";
import { ListSprite } from "../list-sprite.tsx";
import { findJobs, pageOf } from "./fake-store.ts";
import { everyJob, scopes } from "./listed-jobs.ts";

type ListProps = Parameters<typeof JobList>[0];

const bulkActions = {
  createRun: async () => silent,
  readCopySource: async () => silent,
  listScopes: async () => silent,
  findSecrets: async () => silent,
  planRestore: async () => silent,
  planRotation: async () => silent,
  planSettings: async () => silent,
} satisfies BulkActions;

/** The actions of the list, which change jobs as a server would. */
function makeActions(jobs: StoredJob[]) {
  const find = (ref: JobRef) => jobs.find((job) => jobKey(refOf(job)) === jobKey(ref));
  return {
    setJobEnabled: vi.fn<ListProps["setJobEnabled"]>(async ({ ref, enabled }) => {
      const job = find(ref);
      if (!job) return silent;
      job.raw.enabled = enabled;
      job.note = { savedAt: new Date(nowMs).toISOString() };
      return ok(summaryOf(job));
    }),
    deleteJob: vi.fn<ListProps["deleteJob"]>(async ({ ref }) => {
      jobs.splice(0, jobs.length, ...jobs.filter((job) => job !== find(ref)));
      return ok(null);
    }),
    readJob: vi.fn<ListProps["readJob"]>(async (ref) => {
      const job = find(ref);
      return job ? ok(detailOf(job)) : silent;
    }),
    exportJobs: vi.fn<ListProps["exportJobs"]>(async (what) => {
      const refs = what && "refs" in what ? what.refs : undefined;
      const view = what && "view" in what ? what.view : parseView(new URLSearchParams());
      const exported = refs ? refs.flatMap((ref) => find(ref) ?? []) : findJobs(jobs, view).shown.map(({ job }) => job);
      return ok({ jobs: exported.map(exportedJob), scopes, failures: [] });
    }),
    watchJobs: vi.fn<ListProps["watchJobs"]>(async (input) =>
      ok(pageOf(jobs, input?.view ?? parseView(new URLSearchParams()))),
    ),
  };
}

function exportedJob(job: StoredJob) {
  const { destination } = summaryOf(job);
  return { ref: refOf(job), scopeName: job.scope.name, json: redactJob(job.raw, destination) };
}

/** The address as Next hands it to components: with each change, and without a navigation. */
function Addressed({ children }: { children: ReactNode }) {
  const search = useSharedState(address, "");
  return (
    <SearchParamsContext value={useMemo(() => new URLSearchParams(search), [search])}>{children}</SearchParamsContext>
  );
}

const address = createSharedState("");

const home = location.href;

/** Lets the address change with the list until the test ends. */
function followAddress(query: string): void {
  vi.spyOn(history, "replaceState").mockImplementation((data, unused, url) => {
    History.prototype.replaceState.call(history, data, unused, url);
    address.set(location.search);
  });
  history.replaceState(null, "", location.pathname + query);
  onTestFinished(() => History.prototype.replaceState.call(history, null, "", home));
}

/** What this browser remembers of the columns, until the test ends. */
function readHidden(): ReturnType<typeof parseHidden> {
  onTestFinished(() => {
    document.cookie = `${columnsCookie}=; path=/; max-age=0`;
  });
  const stored = document.cookie.split("; ").find((one) => one.startsWith(`${columnsCookie}=`));
  return parseHidden(stored?.slice(columnsCookie.length + 1));
}

type RenderedProps = Omit<ListProps, "initial"> & { rendered: SharedState<JobPage> };

/** The list as the server renders it, first and with each refresh. */
function Rendered({ rendered, ...props }: RenderedProps) {
  return <JobList {...props} initial={useSharedState(rendered, rendered.get())} />;
}

type Options = {
  query?: string;
  jobs?: StoredJob[];
  may?: ListProps["may"];
  /** Whether it keeps itself up to date; then it reads ten times a second. */
  isLive?: boolean;
  /** What the server says otherwise about each page of it. */
  page?: Partial<JobPage>;
};

/** The list of jobs, ready to be used. */
export async function openList({ query = "", jobs = everyJob(), isLive = false, ...given }: Options = {}) {
  const read = (search: string) => ({ ...pageOf(jobs, parseView(new URLSearchParams(search))), ...given.page });
  const answers = {
    list: vi.fn(({ search }: URL): Result<JobPage> => ok(read(search))),
    healthz: vi.fn(() => new Response("ok")),
    test: vi.fn((): Result<never> | Response => silent),
  };
  answerFetch({ "/jobs/list": answers.list, "/healthz": answers.healthz, "/deliveries/test": answers.test });
  if (!isLive) localStorage.setItem("headgate.autoRefresh", "off");
  followAddress(query);
  const rendered = createSharedState(read(query));
  const actions = makeActions(jobs);
  const hidden = readHidden();
  const opened = openPage(
    <Addressed>
      <ListSprite />
      <Rendered
        {...{ ...actions, bulkActions, mode: "emulator", may: given.may ?? { operate: true, write: true } }}
        rendered={rendered}
        hiddenColumns={hidden}
        findScopes={async ({ query: text }) => ok(matchScopes(scopes, text))}
        muteJob={undefined}
        muteJobs={undefined}
      />
    </Addressed>,
  );
  opened.router.refresh.mockImplementation(() => rendered.set(read(location.search)));
  await expect.element(page.getByRole("button", { name: isLive ? "Live" : "Paused" })).toBeVisible();
  return { ...opened, actions, answers, jobs };
}
