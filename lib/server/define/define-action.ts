import "server-only";
import { revalidatePath } from "next/cache";
import type * as z from "zod/mini";
import type { ErrorCode } from "#lib/logpush/error-codes.ts";
import type { Result } from "#lib/logpush/result.ts";
import { authoriseAction } from "../auth/authorise.ts";
import { checkInput } from "../base/check-input.ts";
import { toResult } from "../base/to-result.ts";
import { getContext, inBackground } from "../context/context.ts";
import type { UseCase } from "./use-case.ts";

/**
 * Failures that say that what the browser shows is not, or may not be, the state at Cloudflare. Not that a job is gone:
 * its page would be rendered anew as not found, and take what was typed with it.
 */
const staleCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["E_UNKNOWN_OUTCOME", "E_AMBIGUOUS", "E_CONFLICT"]);

/** The input as the browser's code passes it. It is checked all the same: anybody can post anything to an action. */
type Input<Schema extends z.core.$ZodType> =
  undefined extends z.input<Schema> ? [input?: z.input<Schema>] : [input: z.input<Schema>];

/** Makes a server action: authorise, check the input, run the use case, answer with a `Result` and never throw. */
export function defineAction<Schema extends z.core.$ZodType, T>(
  useCase: UseCase<Schema, T>,
): (...input: Input<Schema>) => Promise<Result<T>> {
  return async (...[input]) => {
    const result = await toResult(useCase.name, async (requestId) => {
      const caller = await authoriseAction(useCase.role);
      const context = getContext(caller, requestId);
      return useCase.run(useCase.isBackground ? inBackground(context) : context, checkInput(useCase, input));
    });
    if (useCase.isWrite && (result.ok || staleCodes.has(result.error.code))) revalidatePath("/", "layout");
    return result;
  };
}
