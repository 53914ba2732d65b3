import type { Resolver } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/**
 * The form's validation, loaded when it is first needed: the schema is a fifth of what the page would load.
 * If it cannot be loaded nothing is refused here; the server judges by the same schema.
 */
export function lazyResolver(stored: JobFormValues | undefined): Resolver<JobFormValues> {
  let loading: Promise<Resolver<JobFormValues>> | undefined;
  return async (values, context, options) => {
    loading ??= import("./resolver.ts").then(({ resolverOver }) => resolverOver(stored));
    try {
      return await (await loading)(values, context, options);
    } catch {
      loading = undefined;
      return { values, errors: {} };
    }
  };
}
