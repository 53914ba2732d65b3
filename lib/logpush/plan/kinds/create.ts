import * as z from "zod/mini";
import { checkHttpDestination } from "../../destination/http.ts";
import { parseStoredDestination, redactParseError } from "../../destination/stored.ts";
import { describedError } from "../../errors/errors.ts";
import { checkJobForm } from "../../job/check-form.ts";
import { destinationOf, isKept, sentRows } from "../../job/destination-of.ts";
import { type JobFormValues, jobFormShape } from "../../job/form-schema.ts";
import type { JsonObject } from "../../job/job.ts";
import { toCreateBody } from "../../job/to-request.ts";
import { ok, type Result } from "../../result.ts";
import { fillForm, findUnnamedIn } from "../fill-form.ts";
import { bodyToHave, placeJob } from "../place-job.ts";
import type { PlannedItem, WorldScope } from "../run.ts";
import { defineRunKind } from "./run-kind.ts";
import { countScopes, planInScopes, runScopesSchema } from "./scope-items.ts";

const intentSchema = z.object({
  kind: z.literal("create"),
  /** What the form holds. `{zone}` and `{account}` become the names of each zone and its account. */
  values: jobFormShape,
  /** The destination whose values the form keeps, where the new jobs are copies. */
  conf: z.nullable(z.string().check(z.maxLength(4096))),
  scopes: runScopesSchema,
  triesFull: z.boolean(),
});

type Intent = z.output<typeof intentSchema>;

/** Creates the form's job in several zones and accounts. */
export const create = defineRunKind(intentSchema, {
  role: "admin",
  title: ({ scopes }) => `Create a job in ${countScopes(scopes)}`,
  needs: ({ scopes }) => ({ scopes, isWhole: true }),
  plan: (intent, world) => planInScopes(intent.scopes, world, (scope) => [planOne(intent, scope)]),
});

function planOne({ values, conf, triesFull }: Intent, scope: WorldScope): PlannedItem {
  const filled = fillForm(values, scope);
  const place = { scope: scope.path, name: filled.name || "New job" };
  const wanted = bodyOf(values, filled, { conf, scope });
  if (!wanted.ok) return { ...place, jobId: null, outcome: "blocked", error: wanted.error };
  const body = wanted.value;
  const bodyTo = (present: JsonObject) => bodyToHave(present, body);
  const placed = placeJob(body, scope, { updates: false, triesFull, bodyTo });
  // The form's own order of keys, as the preview shows it.
  return { ...place, ...(placed.outcome === "create" ? { ...placed, body } : placed) };
}

type Source = { conf: string | null; scope: WorldScope };

function bodyOf(values: JobFormValues, filled: JobFormValues, { conf, scope }: Source): Result<JsonObject> {
  const unnamed = findUnnamedIn(values, scope);
  if (unnamed) {
    return { ok: false, error: describedError(unnamed === "zone" ? "E_PLAN_NO_ZONE" : "E_PLAN_NO_ACCOUNT") };
  }
  const [error] = checkJobForm(filled);
  if (error) return { ok: false, error };
  if (conf === null) return ok(toCreateBody(filled));
  if (filled.destinationMode === "keep") return ok(toCreateBody(filled, { conf, destination: undefined }));
  const stored = parseStoredDestination(conf);
  if (!stored.ok) return stored;
  const checked = checkHttpDestination(destinationOf(filled, stored.value), {
    isEndpointKept: filled.isEndpointKept,
    isPairKept: (place) => isKept(sentRows(filled.query)[place]?.row),
    isNonAsciiAccepted: () => true,
  });
  if (!checked.ok) return { ok: false, error: redactParseError(checked.error) };
  return ok(toCreateBody(filled, { conf, destination: stored.value }));
}
