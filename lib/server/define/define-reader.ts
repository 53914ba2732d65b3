import "server-only";
import type { Result } from "#lib/logpush/result.ts";
import { authorisePage, toPageError } from "../auth/authorise.ts";
import type { Role } from "../base/caller.ts";
import { toResult } from "../base/to-result.ts";
import { type Context, getContext } from "../context/context.ts";

type Read<Args extends unknown[], T> = (context: Context, ...args: Args) => Promise<T>;

/** A reader for pages: it authorizes, then reads. Expected failures are thrown as `AppException`. */
export function defineReader<Args extends unknown[], T>(
  role: Role,
  read: Read<Args, T>,
): (...args: Args) => Promise<T> {
  return async (...args) => {
    const caller = await authorisePage(role);
    try {
      return await read(getContext(caller), ...args);
    } catch (thrown) {
      throw toPageError(thrown);
    }
  };
}

/** The same for a page that shows the failure of the read. */
export function defineResultReader<Args extends unknown[], T>(
  role: Role,
  name: string,
  read: Read<Args, T>,
): (...args: Args) => Promise<Result<T>> {
  return async (...args) => {
    // Outside the catch, because Next requests dynamic rendering by throwing from here.
    const caller = await authorisePage(role);
    return toResult(name, () => read(getContext(caller), ...args));
  };
}
