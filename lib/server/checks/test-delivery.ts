import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { getJob } from "#lib/cloudflare/jobs.ts";
import { judgeDelivery } from "#lib/logpush/delivery/judge-delivery.ts";
import { type DeliveryPhase, type DeliveryTrace, maxTestRecords } from "#lib/logpush/delivery/trace.ts";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { redactText } from "#lib/logpush/destination/redact-text.ts";
import { shownValuesOf } from "#lib/logpush/job/describe-job.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { sampleOptionsOf } from "#lib/logpush/job/sample-options.ts";
import { sampleBatch } from "#lib/logpush/output/sample.ts";
import { audited } from "../activity/audited.ts";
import { type Caller, mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { formCheckSchema } from "../define/input-schemas.ts";
import { defineOperationCase, type Running } from "../define/use-case.ts";
import { buildDelivery, type DeliveryBody, probeText } from "../delivery/delivery-request.ts";
import { isOverNetwork, limitDeliveries, type SendDelivery, sendDelivery } from "../delivery/send-delivery.ts";
import { readFieldList } from "../scopes/datasets.ts";
import { readFormDestination } from "./form-destination.ts";
import { keepTest } from "./kept-tests.ts";

/**
 * `records` is how many invented records are sent; absent: Cloudflare's test object. Without `values`, the job of `ref`
 * is tested as it is stored.
 */
const testDeliverySchema = z.extend(formCheckSchema, {
  values: z.optional(formCheckSchema.shape.values),
  records: z.optional(z.int().check(z.gte(1), z.lte(maxTestRecords))),
});

type Input = z.output<typeof testDeliverySchema>;

export type TestProgress = { phase: DeliveryPhase };

/**
 * Sends what Logpush would send to the form's destination, from this server, and judges the answer. Tests of a saved
 * job are kept for its page. Nothing at Cloudflare changes. The answer holds no value of the destination.
 */
export async function testDelivery(
  context: Context,
  input: Input,
  { signal, report }: Running<TestProgress>,
  send: SendDelivery = sendDelivery,
): Promise<TestedDelivery> {
  const { ref, records } = input;
  const { conf, values } = await readTested(context, input);
  const body = records === undefined ? probe : await makeRecords(context, values, records);
  const { request, headerNames, hasRawPlus } = await buildDelivery(conf, body);
  const change = {
    action: "test",
    scope: parseScopePath(values.scope) ? values.scope : "",
    jobId: ref?.jobId,
    after: context.digests.versionsOf({ destination_conf: conf }),
  } as const;
  const sending = { signal, onPhase: (phase: DeliveryPhase) => report({ phase }) };
  const noteAndSend = () => audited(context, change, () => send(request, sending), resultOf);
  const sent = isOverNetwork(request.url) ? await limitDeliveries(context.caller.id, noteAndSend) : await noteAndSend();
  const trace = redactTrace(sent, conf);
  const verdict = judgeDelivery(judgedTrace(trace, sent), { headerNames, hasRawPlus });
  if (ref) await keepTest(context, ref, { trace, verdict });
  return { verdict, trace: shownTrace(trace, context.caller) };
}

export const testDeliveryCase = defineOperationCase(
  { name: "testDelivery", role: "operator", input: testDeliverySchema, formKey: "values" },
  testDelivery,
);

/** The destination that is tested, and the settings that its records follow. */
async function readTested(context: Context, { ref, values }: Input) {
  if (values) return { ...(await readFormDestination(context, { ref, values })), values };
  if (!ref) fail("E_INPUT");
  const stored = await context.upstream.read((client) => getJob(client, ref));
  const conf = stored.job.destination_conf ?? "";
  return { conf, values: shownValuesOf(stored, ref, redactDestination(conf, context.digests.fingerprint)) };
}

const probe: DeliveryBody = { kind: "probe", text: probeText, records: 0 };

/** How the endpoint answered, for the audit log. */
function resultOf({ answer, failure }: DeliveryTrace): { status?: number; failure?: string } {
  return answer ? { status: answer.status } : { failure: failure?.kind };
}

/** Invented records, written as the job would write them. */
async function makeRecords(context: Context, values: JobFormValues, count: number): Promise<DeliveryBody> {
  const { scope, dataset } = values;
  const fields = parseScopePath(scope)
    ? await readFieldList(context, { scope, dataset })
    : { fields: [], defaults: [] };
  const options = sampleOptionsOf(values, fields.defaults);
  const text = sampleBatch({ options, fields: fields.fields, count, nowMs: context.now() });
  return { kind: "records", text, records: count };
}

/** What a receiver says may repeat what it was sent. */
function redactTrace({ answer, ...trace }: DeliveryTrace, conf: string): DeliveryTrace {
  if (!answer) return trace;
  const location = answer.location && redactText(answer.location, conf);
  const excerpt = answer.excerpt === undefined ? {} : { excerpt: redactText(answer.excerpt, conf) };
  return { ...trace, answer: { ...answer, location, ...excerpt } };
}

/** The verdict may offer the redirect's target as the new endpoint; one with a mask in it is none. */
function judgedTrace(trace: DeliveryTrace, sent: DeliveryTrace): DeliveryTrace {
  const { answer } = trace;
  if (!answer || answer.location === sent.answer?.location) return trace;
  return { ...trace, answer: { ...answer, location: null } };
}

/** The receiver's own words are for those who may write jobs. */
function shownTrace({ answer, ...trace }: DeliveryTrace, caller: Caller): DeliveryTrace {
  if (!answer) return trace;
  const { excerpt, ...rest } = answer;
  return { ...trace, answer: excerpt !== undefined && mayAct(caller, "admin") ? answer : rest };
}
