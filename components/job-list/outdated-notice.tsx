import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { AppError } from "#lib/logpush/result.ts";

/** Above a list that could not be read anew. */
export function OutdatedNotice({ asOf, error }: { asOf: string; error: AppError }) {
  const at = `${asOf.slice(0, 10)} ${asOf.slice(11, 19)} UTC`;
  return (
    <ErrorCallout error={error}>
      <p className="text-sm">
        What you see below was read at <time dateTime={asOf}>{at}</time> and may have changed since.
      </p>
    </ErrorCallout>
  );
}
