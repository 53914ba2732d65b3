import "server-only";
import { randomUUID } from "node:crypto";
import type { KeptTest } from "#lib/logpush/delivery/kept-test.ts";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { readTestDeliveries, recordTestDelivery } from "#lib/store/test-deliveries.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import { parseJson } from "../inventory/sealed-job.ts";

type Body = Omit<KeptTest, "id" | "at" | "actor">;

/** Keeps how a test of a saved job ended. It never fails, because the test was made anyway. */
export async function keepTest(context: Context, ref: JobRef, tested: TestedDelivery): Promise<void> {
  const { store, realm, caller, now } = context;
  try {
    await recordTestDelivery(store.db, {
      ...{ realm, job_key: jobKey(ref), id: randomUUID(), at: now(), actor: caller.id },
      body: JSON.stringify(bodyOf(tested)),
    });
  } catch (error) {
    if (!isStoreError(error)) throw error;
    log({ level: "warn", event: `a test delivery could not be stored (${error.detail})` });
  }
}

function bodyOf({ trace, verdict }: TestedDelivery): Body {
  const { kind, records, timings, answer } = trace;
  const failure = verdict.outcome === "fail" ? verdict.error : null;
  return {
    ...{ kind, records, status: answer?.status ?? null },
    ms: Math.round(timings.reduce((sum, { ms }) => sum + ms, 0)),
    outcome: verdict.outcome,
    message: verdict.outcome === "fail" ? verdict.error.message : verdict.message,
    code: failure?.code ?? null,
  };
}

/** The kept tests of a job, newest first. */
export async function readKeptTests({ store, realm }: Context, ref: JobRef): Promise<KeptTest[]> {
  const rows = await readTestDeliveries(store.db, { realm, jobKey: jobKey(ref) });
  return rows.map(({ id, at, actor, body }) => ({
    ...parseJson<Body>(body),
    ...{ id, at: new Date(at).toISOString(), actor },
  }));
}
