import * as z from "zod/mini";
import { failureOf, readErrors, readHeaders, UpstreamException } from "./failure.ts";

const envelopeSchema = z.looseObject({
  success: z.boolean(),
  result: z.optional(z.unknown()),
  errors: z.optional(z.unknown()),
  result_info: z.optional(z.unknown()),
});

/** The part of the SDK's promise that we use: the response before the SDK unwraps it. */
type Answer = { asResponse(): Promise<Response> };

/**
 * The checked envelope of an answer. The SDK checks only the status and returns `result` as it is; a 200 with `success:
 * false`, broken JSON or an HTML page must not pass for an answer.
 */
export async function readEnvelope(answer: Answer): Promise<{ result: unknown; resultInfo: unknown }> {
  const { status, cfRay, retryAfter, body } = await readBody(answer);
  const envelope = z.safeParse(envelopeSchema, body);
  if (!envelope.success) throw new UpstreamException({ kind: "shape", status, cfRay });
  const { success, result, errors, result_info: resultInfo } = envelope.data;
  if (!success) throw new UpstreamException({ kind: "answer", status, errors: readErrors(errors), cfRay, retryAfter });
  return { result, resultInfo };
}

/** A raw answer; `body` is undefined if it is not JSON. */
export async function readBody(
  answer: Answer,
): Promise<{ status: number; cfRay?: string; retryAfter?: string; body: unknown }> {
  const response = await answer.asResponse().catch((error: unknown) => {
    throw new UpstreamException(failureOf(error));
  });
  return { status: response.status, ...readHeaders(response.headers), body: await parseJson(response) };
}

/** A checked value from an answer's `result`. */
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
