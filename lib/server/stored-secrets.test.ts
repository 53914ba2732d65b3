import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { type Caller, mayAct, type Role } from "./base/caller.ts";
import type { Context } from "./context/context.ts";
import type { SendDelivery } from "./delivery/send-delivery.ts";
import { readJobDetail } from "./jobs/read-job.ts";
import { contextOf, newValues, zoneId } from "./testing/test-context.ts";

// Calls every action, operation and reader on jobs whose stored destination is malformed in the ways that people write
// them by hand. None may reveal what could be a secret, in its result or in its error.

type UseCase = { role: Role; run: (context: Context, input: unknown) => Promise<unknown> };
type Running = { signal: AbortSignal; report: () => void };

const registry = vi.hoisted(() => ({ useCases: new Map<string, unknown>(), readers: [] as unknown[] }));
const running: Running = { signal: new AbortController().signal, report: () => undefined };

vi.mock("./define/use-case.ts", () => ({
  defineUseCase: (options: { name: string; role: Role }, run: unknown) => {
    registry.useCases.set(options.name, { role: options.role, run });
    return options;
  },
  defineOperationCase: (options: { name: string; role: Role }, run: (...args: unknown[]) => unknown) => {
    const { name, role } = options;
    registry.useCases.set(name, { role, run: (context: unknown, input: unknown) => run(context, input, running) });
    return options;
  },
}));
vi.mock("./define/define-reader.ts", () => {
  const define = (role: Role, run: unknown) => {
    registry.readers.push({ role, run });
    return run;
  };
  return { defineReader: define, defineResultReader: (role: Role, _name: string, run: unknown) => define(role, run) };
});
vi.mock("./delivery/send-delivery.ts", () => ({
  isOverNetwork: () => false,
  limitDeliveries: (_caller: string, send: () => unknown) => send(),
  sendDelivery: (async ({ url, headers, body, records, kind, textBytes }) => {
    const echo = `${url} ${JSON.stringify(headers)} ${Buffer.from(url + JSON.stringify(headers)).toString("base64")}`;
    const answer = { status: 500, contentType: "text/plain", location: url, excerpt: echo };
    const startedAt = "2026-01-01T00:00:00.000Z";
    return { startedAt, kind, records, sentBytes: body.length, textBytes, isBuiltIn: false, timings: [], answer };
  }) satisfies SendDelivery,
}));

/** They read no stored destination: they work on typed text, or on the test receiver or the webhook. */
const apart = new Set([
  "sendTestAlert",
  "resendAlert",
  "saveChannel",
  "setChannelEnabled",
  "deleteChannel",
  "muteJob",
  "muteJobs",
  "setReceiverAnswer",
  "clearReceived",
  "readArrival",
  "readTerraform",
  "createJob",
]);

const ref: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 7 };

/** An input for each use case, on the job with the malformed destination. A new use case has no entry, so it fails. */
const inputs: Record<string, (detail: Awaited<ReturnType<typeof readJobDetail>>) => unknown[]> = {
  readJob: () => [ref],
  watchJobs: () => [null],
  watchJob: () => [ref],
  readPushes: () => [ref],
  setObjective: () => [
    { ref, objective: { target: 99_900, days: 30 } },
    { ref: null, objective: null },
  ],
  setStaleAfter: () => [{ ref, minutes: 5 }],
  exportJobs: () => [null],
  setBudget: () => [{ cents: null }],
  readFieldPrices: () => [{ scopeKind: "zones", scopeId: zoneId, jobId: 1001 }],
  readFields: () => [{ scope: `zones/${zoneId}`, dataset: "http_requests" }],
  findScopes: () => [{ query: "" }, { query: "example" }],
  setJobEnabled: () => [{ ref, enabled: false }],
  deleteJob: () => [
    { ref, confirmName: "other" },
    { ref, confirmName: "job 7" },
  ],
  updateJob: ({ values, versions }) => [
    { ref, versions, values: { ...values, name: "renamed" } },
    { ref, versions, values: { ...values, enabled: false, query: values.query.slice(1) } },
    { ref, versions, values: { ...values, destinationMode: "edit", isEndpointKept: true } },
    { ref, versions: {}, values },
  ],
  findSameDestination: (detail) => forms(detail),
  checkDestination: (detail) => forms(detail),
  checkFields: (detail) => forms(detail),
  testDelivery: (detail) => forms(detail).flatMap((input) => [input, { ...input, records: 2 }]),
  listVersions: () => [{ ref }],
  compareVersions: () => [
    { ref, from: 1, to: 1 },
    { ref, from: 1, to: 9 },
  ],
  restoreVersion: () => [{ ref, n: 1, seen: 1, isGone: false }],
  undoChange: () => [{ ref, change: "save", n: 1 }],
  createRun: () => [
    { kind: "disable", refs: [ref] },
    { kind: "delete", refs: [ref] },
    { kind: "restore", jobs: [{ ref, to: 1 }] },
    { kind: "copy", jobs: [{ ref, pattern: null }], scopes: [`zones/${zoneId}`], updates: true, triesFull: true },
    { kind: "drift", groups: [{ refs: [ref], set: { enabled: false, otherSettings: "{}" } }] },
    { kind: "consolidate", refs: [ref], account: `accounts/${zoneId}`, name: "all", triesFull: false },
  ],
  ...Object.fromEntries(
    ["planCleanup", "applyRun", "discardRun", "stopRun", "resumeRun", "retryRun", "rollBackRun"].map((name) => [
      name,
      () => [{ id: "gone" }],
    ]),
  ),
  readTransformers: () => [{ scope: `zones/${zoneId}` }],
  countScopeJobs: () => [{ scope: `zones/${zoneId}` }],
  probeScope: () => [{ scope: `zones/${zoneId}` }],
  planCreate: (detail) => forms(detail).map(({ values }) => ({ values, scopes: [`zones/${zoneId}`], triesFull: true })),
  planSettings: () => [
    { refs: [ref], change: { set: { sampleRate: "0.1" }, addFields: ["ClientIP"], removeFields: [] } },
    { refs: [ref], change: { set: {}, addFields: [], removeFields: [], endpoint: "https://b.example" } },
  ],
  planRestore: () => [{ refs: [ref], at: Date.now() }],
  planRotation: ({ summary }) => [
    { fingerprints: summary.destination.pairs.map(({ fingerprint }) => fingerprint).concat("x"), value: "new" },
  ],
  planFieldChange: () => [{ kind: "zones", dataset: "http_requests", field: "ClientIP" }],
  findSecrets: () => [{ refs: [ref] }],
  readCopySource: () => [ref],
  listScopes: () => [{ query: "", kinds: ["zones"] }],
  listCellJobs: () => [{ cells: [{ path: `zones/${zoneId}`, dataset: "http_requests" }] }],
  readConsolidation: () => [{ dataset: "firewall_events", account: `accounts/${zoneId}` }],
};

function forms({ values }: Awaited<ReturnType<typeof readJobDetail>>) {
  const kept = { ...values, destinationMode: "keep" as const };
  const typed = { ...newValues(), isEndpointKept: true, destinationMode: "edit" as const };
  return [kept, values, { ...values, destinationMode: "edit" as const }, typed].map((one) => ({ ref, values: one }));
}

beforeAll(async () => {
  const load = (folder: string, isWanted: (name: string) => boolean) =>
    Promise.all(
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter(isWanted)
        .map((name) => import(/* @vite-ignore */ pathToFileURL(join(process.cwd(), folder, name)).href)),
    );
  await load("app", (name) => /^actions\/|deliveries\/.*route\.ts$/.test(name));
  await load("lib/server", (name) =>
    /^(?:scopes\/(?:datasets|scopes)|settings\/permissions|rotate\/read-secrets|(alerts|jobs)\/\1|activity\/changes)\.ts$/.test(
      name,
    ),
  );
});

const canaryText = "k7Qz9vXw2LmT4";
const marks = ["", "%", "%zz", "#", "\\", " ", "@", "\u0000", "é", "&&"];
const places: ((canary: string, junk: string) => string)[] = [
  (canary, junk) => `https://logs.example.com/in?header_Authorization:${canary}${junk}`,
  (canary, junk) => `https://logs.example.com/in?header_Authorization%3A%20Bearer%20${canary}${junk}=`,
  (canary, junk) => `https://logs.example.com/in?header_Authorization=Bearer%20${canary}${junk}`,
  (canary, junk) => `https://logs.example.com/in?header_${canary}${junk}=a&header_Authorization=b`,
  (canary, junk) => `https://logs.example.com/in?header_${canary}=a&header_${canary}${junk}=b`,
  (canary, junk) => `https://logs.example.com/in?Authorization%3A%20${canary}${junk}=`,
  (canary, junk) => `https://logs.example.com/in?${canary}${junk}=1`,
  (canary, junk) => `https://logs.example.com/in?token=${canary}${junk}`,
  (canary, junk) => `https://logs.example.com/in?${canary}${junk}`,
  (canary, junk) => `https://logs.example.com/in#${canary}${junk}`,
  (canary, junk) => `https://logs.example.com/hook/${canary}${junk}?header_Authorization=x`,
  (canary, junk) => `https://logs.example.com/${canary}${junk}`,
  (canary, junk) => `https://${canary}${junk}/in`,
  (canary, junk) => `https://${canary}.m.pipedream.net/${junk}`,
  (canary, junk) => `https://${canary}.example.com${junk}?header_Authorization=x`,
  (canary, junk) => `https://user:${canary}@logs.example.com/${junk}`,
  (canary, junk) => `https://${canary}@logs.example.com/${junk}`,
  (canary, junk) => `https://logs.example.com:${canary}/${junk}`,
  (canary, junk) => `https://user:pa/${canary}@logs.example.com/${junk}`,
  (canary, junk) => `${canary}${junk}`,
  (canary, junk) => `${canary.toLowerCase()}://logs.example.com/${junk}`,
  (canary, junk) => `HTTPS://logs.example.com/${canary}${junk}`,
  (canary, junk) => `splunk://logs.example.com/services/collector/raw?channel=1&header_Authorization=${canary}${junk}`,
  (canary, junk) => `s3://bucket/logs?secret-access-key=${canary}${junk}`,
  (canary, junk) => `s3://${canary}/logs${junk}`,
  (canary, junk) => `"https://logs.example.com/in?header_Authorization=${canary}"${junk}`,
  (canary, junk) => `curl https://logs.example.com -H 'Authorization: ${canary}'${junk}`,
];
const canaries = fc.oneof(
  fc.constant(canaryText),
  fc
    .string({ unit: fc.constantFrom(..."QZJXKVW0123456789"), minLength: 12, maxLength: 18 })
    .map((text) => `q1${text}7z`),
);

/** Cloudflare with one such job. It refuses each write and quotes the destination, as proxies and receivers do. */
function cloudflareWith(conf: string): ReturnType<typeof contextOf> {
  const quoted = `cannot reach ${conf} (${encodeURIComponent(conf)}; ${Buffer.from(conf).toString("base64")})`;
  const job = {
    id: 7,
    dataset: "http_requests",
    name: "",
    enabled: true,
    destination_conf: conf,
    error_message: quoted,
    last_error: "2026-01-01T00:00:00Z",
  };
  const answers: [pattern: RegExp, result: unknown][] = [
    [/\/logpush\/jobs$/, [job]],
    [/\/logpush\/jobs\/7$/, job],
    [/\/logpush\/datasets\/\w+\/fields$/, { RayID: "string" }],
    [/\/zones$/, [{ id: zoneId, name: "example.com" }]],
    [/\/zones\/\w+$/, { id: zoneId, name: "example.com" }],
  ];
  return contextOf(async (input, init) => {
    const { pathname } = new URL(String(input));
    const result = answers.find(([pattern]) => pattern.test(pathname))?.[1];
    if ((init?.method ?? "GET") === "GET" && result !== undefined) {
      return Response.json({
        success: true,
        errors: [],
        messages: [],
        result,
        result_info: { page: 1, total_pages: 1 },
      });
    }
    const isAboutIt = pathname.endsWith("/jobs/7") || JSON.stringify(init?.body ?? "").includes("destination");
    // A probe sends its own destination, which contains nothing stored.
    const isProbe = pathname.endsWith("/exists") && String(init?.body).includes("headgate.invalid");
    const message = isAboutIt && !isProbe ? quoted : "refused";
    return Response.json({ success: false, errors: [{ code: 1002, message }], result: null }, { status: 400 });
  });
}

const callers: Caller[] = [
  ...(["viewer", "operator", "admin"] as const).map((role) => ({ id: role, name: role, role })),
  { id: "own", name: "own", role: "admin", credential: { kind: "token", token: `own-token-${"0".repeat(30)}` } },
];

const admin: Caller = { id: "admin", name: "admin", role: "admin" };

/** The canary as it is, in another case, backwards, and as it appears after escapes, base64 or hexadecimal. */
function findLeak(shown: string, canary: string): string | undefined {
  const runs = shown.match(/[A-Za-z0-9+/_=-]{12,}/g) ?? [];
  const read = [
    shown,
    shown.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ...runs.flatMap((run) => [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), "base64").toString("latin1"))),
    ...runs.map((run) => Buffer.from(run, "hex").toString("latin1")),
  ];
  const text = read.join("\n").toLowerCase();
  const parts = Array.from({ length: canary.length - 7 }, (_, at) => canary.slice(at, at + 8).toLowerCase());
  return parts.find((part) => text.includes(part) || text.includes(Array.from(part).reverse().join("")));
}

async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work()) ?? "";
  } catch (error) {
    if (error instanceof AppException) return JSON.stringify(error.error);
    return error instanceof Error ? `${error.name} ${error.message}` : String(error);
  }
}

const isUseCase = (value: unknown): value is UseCase =>
  typeof value === "object" && value !== null && "role" in value && "run" in value && typeof value.run === "function";

test("every action and operation is tested", () => {
  const names = [...registry.useCases.keys()];
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !(name in inputs) && !apart.has(name))).toEqual([]);
  expect(Object.keys(inputs).filter((name) => !registry.useCases.has(name))).toEqual([]);
  expect(registry.readers.length).toBeGreaterThan(4);
});

/** Calls everything that the caller may, and returns what leaked. */
async function listLeaks(conf: string, canary: string, caller: Caller): Promise<string[]> {
  const { context } = cloudflareWith(conf);
  const detail = await readJobDetail({ ...context, caller }, ref);
  const calls = [...registry.useCases].flatMap(([name, useCase]) => {
    if (!isUseCase(useCase) || apart.has(name) || !mayAct(caller, useCase.role)) return [];
    return (inputs[name]?.(detail) ?? []).map((input) => ({ name, run: useCase.run, input }));
  });
  const readers = registry.readers.filter(isUseCase).filter(({ role }) => mayAct(caller, role));
  const input = { scope: `zones/${zoneId}`, dataset: "http_requests", ...ref };
  const leaks: string[] = [];
  for (const { name, run, input: given } of [...calls, ...readers.map(({ run }) => ({ name: "reader", run, input }))]) {
    const shown = await outcomeOf(() => run({ ...context, caller }, given));
    if (findLeak(shown, canary) !== undefined) leaks.push(`${name} of ${conf}: ${shown}`);
  }
  const lines = JSON.stringify((await context.audit.read()).lines);
  return findLeak(lines, canary) === undefined ? leaks : [...leaks, lines];
}

describe("a malformed stored destination reveals no part of a secret, whatever is done with its job", () => {
  test.each(places.map((write) => write(canaryText, "")))("%s", async (conf) => {
    expect(await listLeaks(conf, canaryText, admin)).toEqual([]);
  });

  test("for every caller, secret and kind of damage", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        canaries,
        fc.constantFrom(...marks),
        fc.constantFrom(...callers),
        async (write, canary, junk, caller) => {
          expect(await listLeaks(write(canary, junk), canary, caller)).toEqual([]);
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  }, 120_000);
});
