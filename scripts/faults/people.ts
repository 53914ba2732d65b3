import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { actionHeaders, findBuiltAction } from "../built-actions.ts";
import type { Attempt } from "./checks.ts";
import { type Site, signIn } from "./sign-in.ts";

/** The job that a person owns, so that nobody else changes it. */
export type OwnedJob = { zone: string; id: number; enabled: boolean };

export type Journal = {
  attempts: Attempt[];
  /** Why changes were refused or stayed unknown, and how often. */
  codes: Record<string, number>;
  /** Answers by status; 0 is a connection that broke. */
  statuses: Record<string, number>;
  /** People whose session was no longer accepted. */
  signedOut: string[];
};

export const newJournal = (): Journal => ({ attempts: [], codes: {}, statuses: {}, signedOut: [] });

export const keyOf = ({ zone, id }: Pick<OwnedJob, "zone" | "id">): string => `zones/${zone}/jobs/${id}`;

/** How often a person does something, and which share of it is a change. */
export type Habit = { pauseMs: number; changes: number };

const requestMs = 30_000;

/** A signed-in person who opens pages and turns one job on and off, until `signal` aborts. */
export async function bePerson(
  { site, cookie, job, journal }: { site: Site; cookie: string; job: OwnedJob; journal: Journal },
  { pauseMs, changes }: Habit,
  signal: AbortSignal,
): Promise<void> {
  const paths = ["/", "/jobs/list", "/jobs/list?q=http&sort=health", "/jobs/new", `/${keyOf(job)}`];
  const turn = actionHeaders(findBuiltAction("setJobEnabled"));
  await pause(pauseMs * Math.random());
  while (!signal.aborted) {
    if (Math.random() < changes) await change();
    else await look(paths[Math.floor(Math.random() * paths.length)] ?? "/");
    await pause(pauseMs * (0.5 + Math.random()));
  }

  function pause(ms: number): Promise<unknown> {
    return sleep(ms, undefined, { signal }).catch(() => undefined);
  }

  async function look(path: string): Promise<void> {
    const { status } = await send(site, path, { headers: { cookie } });
    count(journal.statuses, String(status));
    if (status === 0) await untilAnswered(site, signal);
    if (status === 401) journal.signedOut.push(`401 for ${path}`);
  }

  async function change(): Promise<void> {
    const attempt: Attempt = { job: keyOf(job), enabled: !job.enabled, startedAt: Date.now(), outcome: "unknown" };
    journal.attempts.push(attempt);
    const ref = { scopeKind: "zones", scopeId: job.zone, jobId: job.id };
    const { status, text } = await send(site, "/", {
      method: "POST",
      headers: { cookie, origin: site.origin, ...turn },
      body: JSON.stringify([{ ref, enabled: attempt.enabled }]),
    });
    count(journal.statuses, String(status));
    attempt.outcome = outcomeOf(status, text);
    if (attempt.outcome === "confirmed") job.enabled = attempt.enabled;
    else count(journal.codes, /E_[A-Z_]+/.exec(text)?.[0] ?? `status ${status}`);
    if (status === 0) await untilAnswered(site, signal);
    if (/E_SIGN_IN\b/.test(text)) journal.signedOut.push(`E_SIGN_IN for ${attempt.job}`);
  }
}

/** People do nothing while nobody answers, so that most of their changes are made while somebody does. */
export async function untilAnswered(site: Site, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await send(site, "/healthz", {})).status !== 200) {
    await sleep(300, undefined, { signal }).catch(() => undefined);
  }
}

/** What the answer of an action says about a change. Anything that is not a clear answer leaves it open. */
export function outcomeOf(status: number, text: string): Attempt["outcome"] {
  if (status === 200 && /^\w+:\{"ok":true/m.test(text)) return "confirmed";
  if (!/^\w+:\{"ok":false|\bE_[A-Z_]+/m.test(text)) return "unknown";
  return /E_UNKNOWN_OUTCOME|E_AMBIGUOUS/.test(text) ? "unknown" : "refused";
}

/** An answer with its text, or status 0 where the connection broke or nothing came. */
export async function send(
  { address }: Site,
  path: string,
  init: RequestInit,
): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(`${address}${path}`, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(requestMs),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return { status: 0, text: "" };
  }
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Sessions of so many people, one after the other, because concurrent attempts count as guesses. */
export async function signInAll(site: Site, password: string, people: number): Promise<string[]> {
  const cookies: string[] = [];
  while (cookies.length < people) cookies.push(await signIn(site, password));
  return cookies;
}

/** What ends the work of many people; each listens to it. */
export function newStop(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return stopping;
}
