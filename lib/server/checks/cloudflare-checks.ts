import "server-only";
import type * as z from "zod/mini";
import { describeFailure, fail } from "#lib/cloudflare/errors.ts";
import { type Validity, validateDestination, validateOrigin } from "#lib/cloudflare/validate.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { CheckResult, FieldsCheck } from "#lib/logpush/job/check-result.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { writeLogpullOptions } from "#lib/logpush/legacy/write-logpull-options.ts";
import type { Sent } from "../calls/upstream.ts";
import type { Context } from "../context/context.ts";
import { formCheckSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readFieldList } from "../scopes/datasets.ts";
import { readFormDestination } from "./form-destination.ts";

type Input = z.output<typeof formCheckSchema>;

/** Makes Cloudflare send its test request to the form's destination. No job is created or changed. */
export async function checkDestination(context: Context, { ref, values }: Input): Promise<CheckResult> {
  const { scope, conf, destinations } = await readFormDestination(context, { ref, values });
  // It is a POST that reaches somebody's receiver, so it is sent once, like a write.
  const sent = await context.upstream.write((client) => validateDestination(client, scope, conf));
  return judge(
    context,
    { sent, destinations },
    "Cloudflare validated the destination. The endpoint accepted the test request.",
  );
}

export const checkDestinationCase = defineUseCase(
  { name: "checkDestination", role: "operator", input: formCheckSchema, formKey: "values" },
  checkDestination,
);

/** Asks Cloudflare whether the zone or account has the chosen fields, and whether it accepts the options. */
export async function checkFields(context: Context, { ref, values }: Input): Promise<FieldsCheck> {
  const scope = ref ?? parseScopePath(values.scope);
  if (!scope) fail("E_SCOPE", { at: "scope" });
  const { dataset } = values;
  const list = await readFieldList(context, { scope: values.scope, dataset });
  const known = new Set(list.fields.map(({ name }) => name));
  const chosen = values.fieldNames.length === 0 ? list.defaults : values.fieldNames;
  const lacking = list.source === "live" ? chosen.filter((name) => !known.has(name)) : [];
  const logpullOptions = writeLogpullOptions(values, chosen);
  const sent = await context.upstream.write((client) => validateOrigin(client, scope, { logpullOptions, dataset }));
  const judged = judge(
    context,
    { sent, destinations: [] },
    "All selected fields are available, and Cloudflare accepts the options.",
  );
  if (judged.outcome === "pass" && lacking.length > 0) {
    const names = lacking.slice(0, 5).join(", ");
    const params = { names: lacking.length > 5 ? `${names} and ${lacking.length - 5} more` : names };
    return { outcome: "fail", error: describedError("E_FIELDS_UNLISTED", { at: "fieldNames", params }), lacking };
  }
  return { ...judged, lacking };
}

export const checkFieldsCase = defineUseCase(
  { name: "checkFields", role: "viewer", input: formCheckSchema, formKey: "values" },
  checkFields,
);

/** An answer of 200 that says no is a refusal too. Its text leads to the cause. */
function judge(
  { upstream }: Context,
  { sent, destinations }: { sent: Sent<Validity>; destinations: string[] },
  message: string,
): CheckResult {
  const options = { destinations, notFound: "E_SCOPE_GONE" as const };
  if (!sent.ok) return { outcome: "fail", error: describeFailure(sent.failure, options) };
  if (sent.value.isValid) return { outcome: "pass", message };
  const errors = [{ code: 0, message: upstream.maskCredential(sent.value.message || "not valid") }];
  return { outcome: "fail", error: describeFailure({ kind: "answer", status: 200, errors }, options) };
}
