import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { rowsOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";

import { readJobDetail } from "../jobs/read-job.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { findSameDestination, findSameDestinationSchema } from "./find-same-destination.ts";

const burrito: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1001 };
const archiveS3: JobRef = { scopeKind: "zones", scopeId: "5aced40731bca7fa9d452ff787e52860", jobId: 1009 };
let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

/** Called as by the action: keys that the schema does not name are dropped. */
function find(values: JobFormValues, ref?: JobRef, context = emulated.context) {
  return findSameDestination(context, findSameDestinationSchema.parse({ ref, values }));
}

async function confOf(ref: JobRef): Promise<string> {
  return (await emulated.read(ref)).job.destination_conf ?? "";
}

test("a job with the same host and path is found whatever its headers are, and the headers are not returned", async () => {
  const secret = /Authorization=([^&]+)/.exec(await confOf(burrito))?.[1] ?? "";
  expect(secret).not.toBe("");
  const found = await find(newValues({ endpoint: "https://RECEIVER.headgate.test:443/seed/ok", dataset: "dns_logs" }));
  expect(found).toEqual({
    jobs: [
      {
        ref: burrito,
        name: "burrito-requests",
        dataset: "http_requests",
        enabled: true,
        isSameDataset: false,
        isWhole: false,
      },
    ],
    exists: false,
  });
  expect(JSON.stringify(found)).not.toContain(decodeURIComponent(secret));
});

test("another path is another endpoint", async () => {
  expect(await find(newValues({ endpoint: "https://receiver.headgate.test/seed/ok/" }))).toEqual({
    jobs: [],
    exists: false,
  });
});

test("an equal string is distinguished from an equal endpoint", async () => {
  const parsed = parseHttpDestination(await confOf(burrito));
  if (!parsed.ok) throw new Error(parsed.error.code);
  const found = await find(newValues({ endpoint: parsed.value.endpoint, query: rowsOf(parsed.value) }));
  expect(found).toMatchObject({ jobs: [{ ref: burrito, isWhole: true, isSameDataset: true }], exists: true });
});

test("only the chosen scope is read, and nothing is written", async () => {
  await find(newValues());
  expect(emulated.requests.toSorted()).toEqual([
    `GET /zones/${zoneId}/logpush/jobs`,
    `POST /zones/${zoneId}/logpush/validate/destination/exists`,
  ]);
});

test("on an edit the job itself is left out, and its kept values count", async () => {
  const { values } = await readJobDetail(emulated.context, burrito);
  expect(await find(values, burrito)).toEqual({ jobs: [], exists: true });
  expect(emulated.bodies).toEqual([{ destination_conf: await confOf(burrito) }]);
});

test("a destination of another kind is compared as it is stored", async () => {
  const { values } = await readJobDetail(emulated.context, archiveS3);
  expect(await find(values, archiveS3)).toEqual({ jobs: [], exists: true });
});

test("a destination that may not be sent is not checked", async () => {
  const query = [
    { kind: "header" as const, name: "X-Off", value: "", isOff: true },
    { kind: "header" as const, name: "Host", value: "x" },
  ];
  await expect(find(newValues({ query }))).rejects.toMatchObject({
    error: { code: "E_HEADER_FRAMING", at: "query.1.name" },
  });
  await expect(find(newValues({ isEndpointKept: true }))).rejects.toMatchObject({ error: { code: "E_SAVED_GONE" } });
  await expect(find(newValues({ scope: "zones/x" }))).rejects.toMatchObject({ error: { code: "E_SCOPE" } });
  expect(emulated.requests).toEqual([]);
});

test("without Cloudflare's answer about the string the list is shown, and the error contains no value", async () => {
  const { context } = contextOf(async (_input, init) => {
    if (init?.method !== "POST") return Response.json({ success: true, result: [] });
    const text = `cannot check ${String(init.body)}`;
    return Response.json({ success: false, errors: [{ code: 1000, message: text }] }, { status: 400 });
  });
  const found = await find(newValues(), undefined, context);
  expect(found).toMatchObject({ jobs: [], exists: { code: "E_UPSTREAM_REFUSED" } });
  expect(JSON.stringify(found)).not.toContain("canary");
});
