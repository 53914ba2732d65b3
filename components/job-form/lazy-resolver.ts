import type { Resolver, ResolverResult } from "react-hook-form";
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
  let isAsked = false;

  const validate: FormResolver = async (values, context, options) => {
    const call = calls;
    const isBurst = performance.now() - calledAt < burstMs;
    calledAt = performance.now();
    loading ??= import("./resolver.ts").then(({ resolverOver }) => resolverOver(stored));
    try {
      const resolve = await loading;
      await new Promise((wake) => setTimeout(wake, isBurst && options.names?.length === 1 ? pauseMs : 0));
      // Every call gets the verdict on what is there now.
      const result = call === calls ? await resolve(values, context, options) : await latest;
      return isAsked || options.names?.join() !== "query" ? result : withoutNewRows(result, values);
    } catch {
      loading = undefined;
      return { values, errors: {} };
    }
  };

  return (...call) => {
    calls += 1;
    // A submission, or an import, asks about every field that is there. What is typed and templates ask about their own.
    const { names = [] } = call[2];
    isAsked ||= names.length > 1 && names.includes("name");
    latest = validate(...call);
    return latest;
  };
}

/** The rows are judged when one is added, which nobody has had the time to fill in. */
function withoutNewRows(
  result: ResolverResult<JobFormValues>,
  { query }: JobFormValues,
): ResolverResult<JobFormValues> {
  const { query: rows, ...others }: { query?: unknown } = result.errors;
  if (!Array.isArray(rows)) return result;
  const kept = rows.map((row, index) => (query[index]?.name === "" && query[index]?.value === "" ? undefined : row));
  const errors = kept.some(Boolean) ? { ...others, query: kept } : others;
  return { values: {}, errors };
}
