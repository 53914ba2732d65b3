import * as z from "zod/mini";
import { failureOf, readErrors, readHeaders, UpstreamException } from "./failure.ts";

const envelopeSchema = z.looseObject({
  success: z.boolean(),
  result: z.optional(z.unknown()),
  errors: z.optional(z.unknown()),
  result_info: z.optional(z.unknown()),
});

/** The part of the SDK's promise that is used: the answer before the SDK has unwrapped it. */
type Answer = { asResponse(): Promise<Response> };

/**
 * The envelope of an answer, checked. The SDK looks at the status alone and hands out `result` unread; a 200 with
 * `success: false`, broken JSON or a page of HTML must not pass for an answer.
 */
export async function readEnvelope(answer: Answer): Promise<{ result: unknown; resultInfo: unknown }> {
  const { status, cfRay, retryAfter, body } = await readBody(answer);
  const envelope = z.safeParse(envelopeSchema, body);
  if (!envelope.success) throw new UpstreamException({ kind: "shape", status, cfRay });
  const { success, result, errors, result_info: resultInfo } = envelope.data;
  if (!success) throw new UpstreamException({ kind: "answer", status, errors: readErrors(errors), cfRay, retryAfter });
  return { result, resultInfo };
}

/** An answer before anything in it is looked at; `body` is undefined where it is no JSON. */
export async function readBody(
  answer: Answer,
): Promise<{ status: number; cfRay?: string; retryAfter?: string; body: unknown }> {
  const response = await answer.asResponse().catch((error: unknown) => {
    throw new UpstreamException(failureOf(error));
  });
  return { status: response.status, ...readHeaders(response.headers), body: await parseJson(response) };
}

/** A checked value of an answer's `result`. */
export function readResult<Schema extends z.core.$ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new UpstreamException({ kind: "shape", status: 200 });
  return parsed.data;
}

async function parseJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch {
    return undefined;
  }
}
