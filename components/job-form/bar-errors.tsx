"use client";

import { Button, buttonStyle } from "#components/ui/button.tsx";
import { isUnknownOutcome } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { useFormSetting } from "./form-context.tsx";
import type { Submission } from "./use-submit.ts";

/** Why the last press on the button did not send, or what came back. */
export function BarErrors({ submission, onTest }: { submission: Submission; onTest: () => void }) {
  const { saved } = useFormSetting();
  return (
    <div className="grid max-h-[40dvh] gap-3 overflow-y-auto px-4 pt-3 empty:hidden has-[>:only-child:empty]:hidden sm:px-6">
      <ErrorSummary />
      {submission.error ? (
        <SubmitError error={submission.error} onTest={onTest} onMakeAnew={saved ? submission.makeAnew : undefined} />
      ) : null}
    </div>
  );
}

type SubmitErrorProps = { error: AppError; onTest: () => void; onMakeAnew: (() => void) | undefined };

/** Where the endpoint is the cause, a test tells more; what was typed for a job that is gone can become another. */
function SubmitError({ error, onTest, onMakeAnew }: SubmitErrorProps) {
  return (
    <ErrorCallout error={error}>
      {error.code.startsWith("E_DESTINATION_") ? (
        <Button size="small" onClick={onTest}>
          Test the delivery
        </Button>
      ) : null}
      {isUnknownOutcome(error) ? (
        <Link href="/" target="_blank" className={buttonStyle({ size: "small" })}>
          Open the job list in a new tab
        </Link>
      ) : null}
      {error.code === "E_NOT_FOUND" && onMakeAnew ? (
        <Button size="small" onClick={onMakeAnew}>
          Save as new job
        </Button>
      ) : null}
    </ErrorCallout>
  );
}
