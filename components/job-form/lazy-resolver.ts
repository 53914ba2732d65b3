import type { Resolver } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { Several } from "./form-context.tsx";

/** A key press first shows in the preview, then in the errors: React's own work is queued before this. */
const afterPreview = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * The form's validation, loaded when it is first needed: the schema is a fifth of what the page would load.
 * If it cannot be loaded nothing is refused here; the server judges by the same schema.
 */
export function lazyResolver(stored: JobFormValues | undefined): Resolver<JobFormValues, Several | null> {
  let loading: Promise<Resolver<JobFormValues, Several | null>> | undefined;
  return async (values, context, options) => {
    loading ??= import("./resolver.ts").then(({ resolverOver }) => resolverOver(stored));
    try {
      const resolve = await loading;
      await afterPreview();
      return await resolve(values, context, options);
    } catch {
      loading = undefined;
      return { values, errors: {} };
    }
  };
}
