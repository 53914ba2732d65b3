import { expect, test } from "vitest";
import { readJobChanges } from "./audit-logs.ts";
import { createCloudflareClient } from "./client.ts";

const when = "2026-03-01T12:00:00Z";
const at = Date.parse(when);
const entry = { when, actor: { email: "ana@example.com", type: "user" }, action: { type: "update", result: true } };
const ofJob = { ...entry, resource: { id: "7", type: "logpush.job" } };

async function read(result: unknown[]): Promise<unknown> {
  const client = createCloudflareClient({
    ...{ credential: { kind: "token", token: "t".repeat(40) }, baseUrl: "https://api.cloudflare.com/client/v4" },
    fetch: async () => Response.json({ success: true, errors: [], messages: [], result }),
  });
  return readJobChanges(client, "acc", { since: 0, before: at });
}

test.each([
  ["a change of a job", ofJob, [{ at, jobId: 7, person: "ana@example.com" }]],
  [
    "an id among the values, which are left behind",
    { ...entry, resource: { id: "hex", type: "logpush" }, newValueJson: { id: 8, destination_conf: "canary" } },
    [{ at, jobId: 8, person: "ana@example.com" }],
  ],
  [
    "an action that names the product alone",
    { ...entry, action: { type: "logpush_job_update" }, resource: { id: "7", type: "account" } },
    [{ at, jobId: 7, person: "ana@example.com" }],
  ],
  ["an automatic change", { ...ofJob, actor: { type: "Cloudflare" } }, [{ at, jobId: 7, person: "Cloudflare" }]],
  ["a user without an address", { ...ofJob, actor: { type: "user", id: "u1" } }, [{ at, jobId: 7, person: "u1" }]],
  ["a failed action", { ...ofJob, action: { type: "update", result: false } }, []],
  ["another product", { ...entry, resource: { id: "7", type: "zone" } }, []],
  ["no job", { ...ofJob, resource: { type: "logpush.job" }, metadata: "free text" }, []],
  ["nobody", { ...ofJob, actor: null }, []],
  ["no time", { ...ofJob, when: "soon" }, []],
])("an entry of the account's audit log: %s", async (_, item, changes) => {
  expect(await read([item])).toEqual(changes);
});

test("an answer of another shape is a failure", async () => {
  await expect(read([{ what: 1 }])).rejects.toMatchObject({ failure: { kind: "shape" } });
});
