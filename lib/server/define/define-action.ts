import "server-only";
import { revalidatePath } from "next/cache";
import type * as z from "zod/mini";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import type { Result } from "#lib/logpush/result.ts";
import { authoriseAction } from "../auth/authorise.ts";
import { checkInput } from "../base/check-input.ts";
import { toResult } from "../base/to-result.ts";
import { getContext, inBackground } from "../context/context.ts";
import type { UseCase } from "./use-case.ts";

/**
 * Failures after which the browser may no longer show the state at Cloudflare. A deleted job is not among them: its
 * page would be rendered again as not found, and the typed text would be lost.
 */
const staleCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["E_UNKNOWN_OUTCOME", "E_AMBIGUOUS", "E_CONFLICT"]);

/** The input as the browser's code passes it. It is checked all the same: anybody can post anything to an action. */
type Input<Schema extends z.core.$ZodType> =
  undefined extends z.input<Schema> ? [input?: z.input<Schema>] : [input: z.input<Schema>];

/**
 * Creates a server action: authorize, check the input, run the use case, and answer with a `Result`, never with an
 * exception.
 */
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
