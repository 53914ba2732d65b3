import { expect } from "@playwright/test";

const headers = { authorization: `Bearer ${"e2e-token-".padEnd(30, "0")}`, "content-type": "application/json" };

const highestSeededId = 1100;

type Job = Record<string, unknown> & { id: number };

/** The path of a job, in the API and in Headgate. */
export type JobPlace = { id: number; api: string; path: string };

/** Calls the emulator's API over HTTP, like any other client of Cloudflare. */
export async function api<T>(baseURL: string | undefined, path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${baseURL}/emulator/client/v4${path}`, {
    ...init,
    headers: { ...headers, ...init.headers },
  });
  const envelope: { success: boolean; result: T; errors: unknown } = JSON.parse(await response.text());
  expect(envelope.errors, `${init.method ?? "GET"} ${path}`).toEqual([]);
  return envelope.result;
}

/** The zone that the tests use. */
export async function zoneId(baseURL: string | undefined, name = "theburritobot.com"): Promise<string> {
  const [zone] = await api<{ id: string }[]>(baseURL, `/zones?name=${name}`);
  if (!zone) throw new Error(`The emulator has no zone ${name}.`);
  return zone.id;
}

export async function apiCreateJob(baseURL: string | undefined, body: Record<string, unknown>): Promise<JobPlace> {
  const zone = await zoneId(baseURL);
  const job = await api<Job>(baseURL, `/zones/${zone}/logpush/jobs`, { method: "POST", body: JSON.stringify(body) });
  return { id: job.id, api: `/zones/${zone}/logpush/jobs/${job.id}`, path: `/zones/${zone}/jobs/${job.id}` };
}

export async function apiJob(baseURL: string | undefined, { api: path }: JobPlace): Promise<Job> {
  return api<Job>(baseURL, path);
}

export async function apiUpdateJob(
  baseURL: string | undefined,
  { api: path }: JobPlace,
  body: Record<string, unknown>,
) {
  return api<Job>(baseURL, path, { method: "PUT", body: JSON.stringify(body) });
}

export async function apiJobs(baseURL: string | undefined): Promise<Job[]> {
  return api<Job[]>(baseURL, `/zones/${await zoneId(baseURL)}/logpush/jobs`);
}

/** A job without its id and the attributes that deliveries change meanwhile. */
export function settingsOf(job: Record<string, unknown> | undefined): Record<string, unknown> {
  const { id: _id, last_complete: _complete, last_error: _error, error_message: _message, ...rest } = job ?? {};
  return rest;
}

/** Sets what the test receiver answers from now on. */
export async function apiSetAnswer(baseURL: string | undefined, answer: string): Promise<void> {
  await api(baseURL, "/__emulator/answer", { method: "PUT", body: JSON.stringify({ answer }) });
}

/** Runs a round of deliveries now. */
export async function apiTick(baseURL: string | undefined): Promise<void> {
  await api(baseURL, "/__emulator/tick", { method: "POST" });
}

/** Removes what a test added, its faults and its answer. The seeded jobs have the lower ids. */
export async function removeAddedJobs(baseURL: string | undefined): Promise<void> {
  await api(baseURL, "/__emulator/faults", { method: "DELETE" });
  await apiSetAnswer(baseURL, "ok");
  for (const { id: zone } of await api<{ id: string }[]>(baseURL, "/zones?per_page=50")) {
    const jobs = await api<Job[]>(baseURL, `/zones/${zone}/logpush/jobs`);
    for (const { id } of jobs.filter((job) => job.id > highestSeededId)) {
      await api(baseURL, `/zones/${zone}/logpush/jobs/${id}`, { method: "DELETE" });
    }
  }
}
