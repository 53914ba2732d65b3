import "server-only";
import { revalidatePath } from "next/cache";
import type * as z from "zod/mini";
import type { ErrorCode } from "#lib/logpush/error-codes.ts";
import type { Result } from "#lib/logpush/result.ts";
import { authoriseAction } from "../auth/authorise.ts";
import type { Role } from "../base/caller.ts";
import { checkInput } from "../base/check-input.ts";
import { toResult } from "../base/to-result.ts";
import { type Context, getContext, inBackground } from "../context/context.ts";

export type ActionOptions<Schema extends z.core.$ZodType> = {
  /** Appears in the log. */
  name: string;
  role: Role;
  input: Schema;
  /** Whether it changes jobs, so that pages in the browser's memory are out of date afterwards. */
  isWrite?: boolean;
  /** Whether pages call it by themselves: then it leaves a share of the API's limit to people. */
  isBackground?: boolean;
  /** The key of the input that holds the form's values; the paths of its fields are given without it. */
  formKey?: string;
};

/**
 * Failures that say that what the browser shows is not, or may not be, the state at Cloudflare. Not that a job is gone:
 * its page would be rendered anew as not found, and take what was typed with it.
 */
const staleCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["E_UNKNOWN_OUTCOME", "E_AMBIGUOUS", "E_CONFLICT"]);

/** Makes a server action: authorise, check the input, run the use case, answer with a `Result` and never throw. */
export function defineAction<Schema extends z.core.$ZodType, T>(
  options: ActionOptions<Schema>,
  useCase: (context: Context, input: z.output<Schema>) => Promise<T>,
): (input?: unknown) => Promise<Result<T>> {
  return async (input) => {
    const result = await toResult(options.name, async (requestId) => {
      const caller = await authoriseAction(options.role);
      const context = getContext(caller, requestId);
      return useCase(options.isBackground ? inBackground(context) : context, checkInput(options, input));
    });
    if (options.isWrite && (result.ok || staleCodes.has(result.error.code))) revalidatePath("/", "layout");
    return result;
  };
}
