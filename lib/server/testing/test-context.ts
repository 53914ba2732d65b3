import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fetch } from "#lib/cloudflare/bound-fetch.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { newJobValues } from "#lib/logpush/job/new-job.ts";
import { openMemoryStore } from "#lib/store/testing/memory-store.ts";
import { localCaller } from "../base/caller.ts";
import { createUpstream } from "../calls/upstream.ts";
import type { Context } from "../context/context.ts";
import { openJobNotes } from "../context/job-notes.ts";
import { createSeal } from "../env/seal.ts";
import { createDigests } from "../env/secret.ts";
import { auditOf } from "./test-audit.ts";

/** For tests: a context with any fetch. Its waits take no time; `requests` are the calls, as `GET /path`. */
export function contextOf(fetch: Fetch): { context: Context; requests: string[]; bodies: unknown[] } {
  const requests: string[] = [];
  const bodies: unknown[] = [];
  const upstream = createUpstream({
    credential: { kind: "token", token: "headgate-test-token-0000000000000000" },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: (input, init) => {
      const { pathname } = new URL(String(input));
      requests.push(`${init?.method ?? "GET"} ${pathname.replace("/client/v4", "")}`);
      if (typeof init?.body === "string") bodies.push(JSON.parse(init.body));
      return fetch(input, init);
    },
    now: Date.now,
    sleep: async () => undefined,
    random: () => 0,
  });
  const store = openMemoryStore();
  const context = {
    caller: localCaller,
    upstream,
    digests: createDigests("test key"),
    now: Date.now,
    notes: openJobNotes(store.db, Date.now),
    audit: auditOf(store),
    store,
    seal: createSeal("a test key of 32 characters or more"),
    keepsSecrets: true,
    realm: "emulator",
    isReadInBackground: false,
  };
  return { context, requests, bodies };
}

export type Server = { fetch(request: Request): Promise<Response>; stop(): Promise<void> };

export type Emulated<Emulator> = ReturnType<typeof contextOf> & {
  emulator: Emulator;
  read(ref: JobRef): Promise<ReadJob>;
  close(): Promise<void>;
};

/** For tests: a context with an emulator and its own folder. Deliveries do not run. */
export function openEmulated<Emulator extends Server>(
  createEmulator: (options: { dataDir: string }) => Emulator,
): Emulated<Emulator> {
  const dataDir = mkdtempSync(join(tmpdir(), "headgate-test-"));
  const emulator = createEmulator({ dataDir });
  const opened = contextOf((input, init) => emulator.fetch(new Request(input, init)));
  return {
    ...opened,
    emulator,
    read: (ref) => opened.context.upstream.read((client) => getJob(client, ref)),
    close: async () => {
      await emulator.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const zoneId = "b206d08237cf5041bd16ec7d4a733d72";

/** For tests: a valid new job that pushes to the test receiver. */
export function newValues(changes: Partial<JobFormValues> = {}): JobFormValues {
  const names = { scope: `zones/${zoneId}`, scopeName: "theburritobot.com", dataset: "http_requests" };
  return {
    ...newJobValues({ ...names, fieldNames: ["RayID", "EdgeStartTimestamp"] }),
    endpoint: "https://receiver.headgate.test/in",
    query: [
      { kind: "header", name: "Authorization", value: "Bearer canary-secret-value/+=" },
      { kind: "param", name: "tags", value: "host:example.com,dataset:http_requests" },
    ],
    ...changes,
  };
}
