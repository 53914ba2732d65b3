import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";

/** Returns the checked input, or throws E_INPUT with the first message of each field. */
export function checkInput<Schema extends z.core.$ZodType>(
  { input: schema, formKey }: { input: Schema; formKey?: string },
  input: unknown,
): z.output<Schema> {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  const fieldErrors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const isInForm = formKey !== undefined && path[0] === formKey;
    fieldErrors[(isInForm ? path.slice(1) : path).join(".")] ??= message;
  }
  fail("E_INPUT", { fieldErrors });
}
