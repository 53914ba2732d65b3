import { vi } from "vitest";
import { savedJob } from "#components/job-form/testing/saved-job.ts";
import { silent } from "#components/testing/silent.ts";
import { nowMs } from "#components/testing/stored-job.ts";
import { compareVersions, type ShownVersion } from "#lib/logpush/history/compare-versions.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import type { WireJob } from "#lib/logpush/job/wire-schema.ts";
import { ok } from "#lib/logpush/result.ts";
import type { JobHistory, JobVersion } from "#lib/logpush/views.ts";
import type { HistoryActions } from "../history-actions.ts";
import type { Compared } from "../use-comparison.ts";

/** A version of a job: how it was, and who made it. */
export type MadeVersion = { raw: WireJob & JsonObject } & Pick<JobVersion, "source" | "actor">;

function show({ raw }: MadeVersion): ShownVersion {
  const { values, summary } = savedJob(raw);
  return {
    values,
    destination: summary.destination,
    ...{ hasFingerprints: true, destinationDigest: raw.destination_conf ?? "" },
  };
}

const hourMs = 3_600_000;
/** The versions of a job, made an hour after each other, as the server lists and compares them. `made` begins with the first. */
export function historyOf(made: readonly MadeVersion[], isGone = false) {
  const timeOf = (n: number) => new Date(nowMs - (made.length - n + 1) * hourMs).toISOString();
  const versions = made.map((version, place): JobVersion => {
    const before = made[place - 1];
    const { source, actor } = version;
    return {
      n: place + 1,
      at: timeOf(place + 1),
      ...{ source, actor, hasSecrets: true, isCurrent: place === made.length - 1 && !isGone },
      changes: before ? compareVersions(show(before), show(version)) : null,
    };
  });
  const history: JobHistory = { versions: versions.toReversed(), next: null, isGone, current: made.length };

  function sideOf({ raw }: MadeVersion): Compared["before"] {
    const { redactedJson, values, masked } = savedJob(raw);
    return { json: redactedJson, values, stored: masked };
  }
  const actions = {
    listVersions: async () => silent,
    compareVersions: vi.fn<HistoryActions["compareVersions"]>(async ({ from, to }) => {
      const [before, after] = [made[from - 1], made[to - 1]];
      if (!before || !after) return silent;
      return ok({
        changes: compareVersions(show(before), show(after)),
        ...{ before: sideOf(before), after: sideOf(after), missing: [] },
        versions: versions.map(({ n, at }) => ({ n, at })),
      });
    }),
    restoreVersion: vi.fn<HistoryActions["restoreVersion"]>(async ({ ref }) => ok(ref)),
  } satisfies HistoryActions;
  return { history, actions };
}
