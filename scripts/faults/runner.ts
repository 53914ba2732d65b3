import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "#lib/store/open-store.ts";
import { actionHeaders, findBuiltAction } from "../built-actions.ts";
import type { Attempt } from "./checks.ts";
import { type OwnedJob, send, untilAnswered } from "./people.ts";
import { type Finding, none } from "./report.ts";
import type { Site } from "./sign-in.ts";

type Item = { scope: string; job_id: number | null; state: string | null; intent: string | null };
type Place = { site: Site; cookie: string; store: Store; jobs: readonly OwnedJob[] };

/** What runs did to their jobs, as attempts like those of people, and the items that were left without a result. */
export type RunJournal = { runs: number; attempts: Attempt[]; left: string[] };

/**
 * Somebody who disables and enables the same jobs by one run after another, until `signal` aborts. The last one is waited
 * for. Reads the results from the store, because they are what the next server goes by.
 */
export async function keepRunning({ site, cookie, store, jobs }: Place, signal: AbortSignal): Promise<RunJournal> {
  const journal: RunJournal = { runs: 0, attempts: [], left: [] };
  const refs = jobs.map(({ zone, id }) => ({ scopeKind: "zones", scopeId: zone, jobId: id }));
  for (let enabled = false; !signal.aborted; enabled = !enabled) {
    const startedAt = Date.now();
    const id = await plan(enabled ? "enable" : "disable");
    if (id === undefined) continue;
    await press("applyRun", { id, stopAfter: null });
    // What failed was not sent, or refused: it is tried again as a person would.
    let items = await untilOver(id);
    for (let tries = 0; tries < 5 && items.some(({ state }) => state !== "done"); tries += 1) {
      await press("retryRun", { id });
      items = await untilOver(id);
    }
    journal.runs += 1;
    for (const { scope, job_id: jobId, state } of items) {
      const job = `${scope}/jobs/${jobId}`;
      if (state === null || /queued|running/.test(state)) journal.left.push(`${job} is ${state}`);
      const outcome = state === "done" ? "confirmed" : state === "unknown" ? "unknown" : "refused";
      journal.attempts.push({ job, enabled, startedAt, outcome });
    }
  }
  return journal;

  async function plan(kind: "enable" | "disable"): Promise<string | undefined> {
    const { text } = await act("createRun", { kind, refs });
    return /"id":"([\w-]+)"/.exec(text)?.[1];
  }

  /** A second press changes nothing, so that it may be repeated until it is answered. */
  async function press(name: "applyRun" | "retryRun" | "resumeRun", input: { id: string; stopAfter?: null }) {
    while ((await act(name, input)).status !== 200) await untilAnswered(site, new AbortController().signal);
  }

  async function act(name: string, input: object): Promise<{ status: number; text: string }> {
    const action = findBuiltAction(name);
    const headers = { cookie, origin: site.origin, ...actionHeaders(action) };
    return send(site, action.path, { method: "POST", headers, body: JSON.stringify([input]) });
  }

  /** Waits until no item is in progress or may still be read back. */
  async function untilOver(id: string): Promise<Item[]> {
    const end = Date.now() + 300_000;
    for (;;) {
      const [run, items] = await Promise.all([
        store.db.selectFrom("run").select("state").where("id", "=", id).executeTakeFirst(),
        readItems(id),
      ]).catch(() => [undefined, []] as const);
      const isOpen = items.some(({ state, intent }) => intent !== null || state === "queued" || state === "running");
      if (run?.state === "stopped") await press("resumeRun", { id });
      if (Date.now() > end || (run?.state === "finished" && !isOpen)) return [...items];
      await sleep(500);
    }
  }

  function readItems(id: string) {
    return store.db
      .selectFrom("run_item")
      .select(["scope", "job_id", "state", "intent"])
      .where("run", "=", id)
      .where("plan", "=", "change")
      .execute();
  }
}

export function runFindings({ runs, attempts, left }: RunJournal): Finding[] {
  const done = attempts.filter(({ outcome }) => outcome === "confirmed").length;
  return [
    {
      what: "runs over the same jobs, their items, and those that are done",
      measured: `${runs}, ${attempts.length}, ${done}`,
      bar: "most of them",
      isFine: runs > 0 && done > attempts.length / 2,
    },
    none("items of runs without a result", left),
  ];
}
