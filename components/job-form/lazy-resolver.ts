import type { Resolver } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { Several } from "./form-context.tsx";

type FormResolver = Resolver<JobFormValues, Several | null>;

/** Keys first show in the preview, then in the errors: of those that follow each other, once they pause. */
const pauseMs = 200;
const burstMs = 250;

/**
 * The form's validation, loaded when it is first needed: the schema is a fifth of what the page would load.
 * If it cannot be loaded nothing is refused here; the server judges by the same schema.
 */
export function lazyResolver(stored: JobFormValues | undefined): FormResolver {
  let loading: Promise<FormResolver> | undefined;
  let calls = 0;
  let calledAt = -burstMs;
  let latest: ReturnType<FormResolver>;

  const validate: FormResolver = async (values, context, options) => {
    const call = calls;
    const isBurst = performance.now() - calledAt < burstMs;
    calledAt = performance.now();
    loading ??= import("./resolver.ts").then(({ resolverOver }) => resolverOver(stored));
    try {
      const resolve = await loading;
      await new Promise((wake) => setTimeout(wake, isBurst && options.names?.length === 1 ? pauseMs : 0));
      // Every call gets the verdict on what is there now.
      return call === calls ? await resolve(values, context, options) : await latest;
    } catch {
      loading = undefined;
      return { values, errors: {} };
    }
  };

  return (...call) => {
    calls += 1;
    latest = validate(...call);
    return latest;
  };
}
