import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { openStore, type StoreOptions } from "#lib/store/open-store.ts";
import { cleanEnv } from "../clean-env.mjs";
import type { StandaloneEmulator } from "../standalone-emulator.ts";
import { type Attempt, findDoubled, findLost, findWrongStates, type Put } from "./checks.ts";
import { type Finding, none } from "./report.ts";

/** Waits until no change is left without an outcome, and returns how many are after `longestMs`. */
export async function untilSettled(options: StoreOptions, longestMs = 180_000): Promise<number> {
  const store = openStore(options);
  const end = Date.now() + longestMs;
  try {
    for (;;) {
      const open = await store.db.selectFrom("open_intent").select("id").execute();
      if (open.length === 0 || Date.now() > end) return open.length;
      await sleep(1000);
    }
  } finally {
    await store.close();
  }
}

/** Compares what people were told with what the API received and holds. `jobs` are those that they own. */
export async function compareWrites(
  attempts: Attempt[],
  emulator: StandaloneEmulator,
  jobs: ReadonlySet<string>,
): Promise<Finding[]> {
  const puts = (await emulator.calls()).flatMap((call): Put[] => {
    const job = /\/client\/v4\/(zones\/\w+)\/logpush\/(jobs\/\d+)$/.exec(call.path)?.slice(1).join("/");
    if (call.method !== "PUT" || job === undefined || !jobs.has(job)) return [];
    const { enabled }: { enabled: boolean } = JSON.parse(call.body ?? "{}");
    return [{ job, enabled, at: call.at }];
  });
  const states = new Map<string, boolean>();
  for (const zone of new Set([...jobs].map((job) => job.split("/")[1] ?? ""))) {
    for (const { id, enabled } of await emulator.jobs(zone)) states.set(`zones/${zone}/jobs/${id}`, enabled);
  }
  const of = (outcome: Attempt["outcome"]) => attempts.filter((attempt) => attempt.outcome === outcome).length;
  return [
    {
      what: `${attempts.length} changes: confirmed / refused / unknown`,
      measured: `${of("confirmed")} / ${of("refused")} / ${of("unknown")}`,
      bar: "some confirmed",
      isFine: of("confirmed") > 0,
    },
    none("confirmed changes that were lost", [...findLost(attempts, puts), ...findWrongStates(attempts, states)]),
    none("changes that were made twice", findDoubled(attempts, puts)),
  ];
}

/** What `headgate audit` says about the log in the store, and whether each confirmed change is in it as done. */
export async function checkAudit(attempts: Attempt[], settings: Record<string, string>): Promise<Finding[]> {
  const program = ["--conditions", "react-server", "--import", "tsx", "cli/headgate.ts", "audit", "--json"];
  const options = { env: cleanEnv(settings), maxBuffer: 256 * 1024 * 1024 };
  const ended = await new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, program, options, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? 1, stdout, stderr }),
    );
  });
  const isWhole = ended.status === 0;
  const what = "headgate audit: exit code, broken lines, open changes";
  if (ended.stdout.trim() === "") return [{ what, measured: ended.stderr.trim(), bar: "0, 0, 0", isFine: false }];
  const { changes, broken }: { changes: RecordedChange[]; broken: unknown[] } = JSON.parse(ended.stdout);
  const open = changes.filter(({ outcome }) => String(outcome) === "open").length;
  const done = new Map<string, number>();
  for (const { scope, jobId, outcome } of changes) {
    const job = `${scope}/jobs/${jobId}`;
    if (outcome === "done") done.set(job, (done.get(job) ?? 0) + 1);
  }
  const confirmed = new Map<string, number>();
  for (const { job, outcome } of attempts) {
    if (outcome === "confirmed") confirmed.set(job, (confirmed.get(job) ?? 0) + 1);
  }
  const missing = [...confirmed].filter(([job, count]) => (done.get(job) ?? 0) < count);
  return [
    {
      what,
      measured: `${ended.status}, ${broken.length}, ${open}`,
      bar: "0, 0, 0",
      isFine: isWhole && broken.length === 0 && open === 0,
    },
    none(
      "jobs whose confirmed changes are not all in the audit log",
      missing.map(([job, count]) => `${job}: ${done.get(job) ?? 0} of ${count}`),
    ),
  ];
}
