import { PageHeader } from "#components/layout/page-header.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import { RetryButton } from "./retry-button.tsx";

type ListFailureProps = { title?: string; error: AppError };

/** In place of a page's content when nothing at all could be read. */
export function ListFailure({ title = "Logpush jobs", error }: ListFailureProps) {
  return (
    <div>
      <PageHeader title={title} />
      <ErrorCallout error={error}>
        <RetryButton />
      </ErrorCallout>
    </div>
  );
}
