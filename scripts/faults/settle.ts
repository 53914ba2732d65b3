import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { openStore, type StoreOptions } from "#lib/store/open-store.ts";
import { cleanEnv } from "../clean-env.mjs";
import type { StandaloneEmulator } from "../standalone-emulator.ts";
import { type Attempt, findDoubled, findLost, findMadeAllTheSame, findWrongStates, type Put } from "./checks.ts";
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

/** Compares the answers that people got with what the API received and holds. `jobs` are those that they own. */
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
    none("refused changes that were made", findMadeAllTheSame(attempts, puts)),
  ];
}

type AuditReport = {
  changes: (Omit<RecordedChange, "outcome"> & { outcome: "done" | "failed" | "open" })[];
  broken: unknown[];
};

/**
 * Reads the log with `headgate audit`. A confirmed change may be open in it: its outcome could not be added while the
 * database was away, and somebody changed the job again before it was read back.
 */
export async function checkAudit(attempts: Attempt[], settings: Record<string, string>): Promise<Finding[]> {
  const { status, stdout, stderr } = await readAudit(settings);
  const what = "headgate audit: exit code, broken lines";
  if (stdout.trim() === "") return [{ what, measured: stderr.trim(), bar: "0, 0", isFine: false }];
  const { changes, broken }: AuditReport = JSON.parse(stdout);
  const recorded = countBy(
    changes.filter(({ outcome }) => outcome !== "failed").map(({ scope, jobId }) => `${scope}/jobs/${jobId}`),
  );
  const confirmed = countBy(attempts.filter(({ outcome }) => outcome === "confirmed").map(({ job }) => job));
  const missing = [...confirmed].filter(([job, count]) => (recorded.get(job) ?? 0) < count);
  return [
    { what, measured: `${status}, ${broken.length}`, bar: "0, 0", isFine: status === 0 && broken.length === 0 },
    none(
      "jobs whose confirmed changes are not all in the audit log",
      missing.map(([job, count]) => `${job}: ${recorded.get(job) ?? 0} of ${count}`),
    ),
    {
      what: "changes whose outcome the audit log cannot say",
      measured: `${changes.filter(({ outcome }) => outcome === "open").length} of ${changes.length}`,
      bar: "a report",
    },
  ];
}

function readAudit(settings: Record<string, string>): Promise<{ status: number; stdout: string; stderr: string }> {
  const program = ["--conditions", "react-server", "--import", "tsx", "cli/headgate.ts", "audit", "--json"];
  const options = { env: cleanEnv(settings), maxBuffer: 256 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, options, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? 1, stdout, stderr }),
    );
  });
}

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
