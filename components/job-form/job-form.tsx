"use client";

import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { ImportJob, ImportNoticeSlot } from "#components/job-import/import-job.tsx";
import { useKnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { isUnknownOutcome } from "#components/ui/call-action.ts";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { DraftNotice } from "./draft-notice.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { type FormSetting, FormSettingProvider } from "./form-context.tsx";
import { lazyResolver } from "./lazy-resolver.ts";
import { Preview } from "./preview/preview.tsx";
import { PreviewBar } from "./preview/preview-bar.tsx";
import { BatchSection } from "./sections/batch-section.tsx";
import { DestinationSection } from "./sections/destination-section.tsx";
import { FilterSection } from "./sections/filter-section.tsx";
import { FormatSection } from "./sections/format-section.tsx";
import { MoreSettings } from "./sections/more-settings.tsx";
import { OutputSection } from "./sections/output-section.tsx";
import { PresetPills } from "./sections/preset-pills.tsx";
import { TargetSection } from "./sections/target-section.tsx";
import { UnresolvedNotice } from "./unresolved-notice.tsx";
import { useDraft } from "./use-draft.ts";
import { useFields } from "./use-fields.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { useSubmit } from "./use-submit.ts";

/** Only a saved job needs these. */
const SaveReview = dynamic(async () => (await import("./save-review.tsx")).SaveReview);
/** Below what is filled in first; loaded while the form already stands. */
const CheckSection = dynamic(async () => (await import("./sections/check/check-section.tsx")).CheckSection, {
  ssr: false,
  loading: () => <div className="min-h-96 border-line border-t" />,
});
const LegacySection = dynamic(async () => (await import("./sections/legacy-section.tsx")).LegacySection);

type JobFormProps = { setting: FormSetting; initialValues: JobFormValues; initialFields: FieldList };

/** The form of a job, new or saved, beside the live preview of the request it makes. */
export function JobForm({ setting: given, initialValues, initialFields }: JobFormProps) {
  // The form edits the job as it was opened; a page that renders anew meanwhile must not move it under the typing hand.
  const [opened] = useState(given);
  const known = useKnownScopes(opened.scopes, opened.scopeCount, opened.actions.findScopes);
  const setting = useMemo(() => ({ ...opened, known }), [opened, known]);
  const [resolver] = useState(() => lazyResolver(setting.saved?.values));
  const form = useForm<JobFormValues>({
    resolver,
    defaultValues: initialValues,
    mode: "onChange",
  });
  const { fields, changeTarget } = useFields(form, setting, initialFields);
  const draft = useDraft(form, { isEnabled: !setting.saved && !setting.copied, onRestore: fields.reload });
  const submission = useSubmit(form, setting, draft.finish);
  useDroppedString(form);
  const [testsAsked, setTestsAsked] = useState(0);
  function askForTest() {
    setTestsAsked((count) => count + 1);
    document.getElementById("check")?.focus();
  }
  // Until React has taken over, typing would be lost, and a press would submit the form the browser's way.
  const isReady = useHydrated() && draft.isRead;
  const { may } = setting;

  return (
    <FormSettingProvider setting={setting}>
      <FormProvider {...form}>
        {may.write ? (
          <div className="mb-5 flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <PresetPills isDisabled={!isReady} />
            </div>
            {setting.saved ? null : <ImportJob isDisabled={!isReady} onFilled={fields.reload} />}
          </div>
        ) : null}
        <div className="grid gap-6 pb-16 lg:grid-cols-2 lg:pb-0">
          <form noValidate method="post" aria-label="Logpush job" onSubmit={submission.submit} className="min-w-0">
            <DraftNotice draft={draft} />
            {may.write ? null : <ReadOnlyNotice />}
            <fieldset disabled={!isReady || !may.write} className="min-w-0">
              <ImportNoticeSlot />
              <UnresolvedNotice />
              <TargetSection onTargetChange={changeTarget} />
              <DestinationSection />
              {setting.saved?.summary.isLegacy ? <LegacySection /> : null}
              <OutputSection fields={fields} />
              <FilterSection fields={fields.list.fields} />
              <FormatSection />
              <BatchSection fields={fields.list.fields} />
              <MoreSettings />
            </fieldset>
            <fieldset disabled={!isReady || !may.operate} className="min-w-0">
              <div id="check" tabIndex={-1} className="scroll-mt-28 outline-none">
                <CheckSection asked={testsAsked} />
              </div>
            </fieldset>
            {may.write ? (
              <fieldset disabled={!isReady} className="grid gap-4 border-line border-t pt-6">
                <ErrorSummary />
                {submission.error ? (
                  <SubmitError
                    error={submission.error}
                    onTest={askForTest}
                    onMakeAnew={setting.saved ? submission.makeAnew : undefined}
                  />
                ) : null}
                <div className="flex flex-wrap items-center gap-3">
                  <Button
                    type="submit"
                    variant="primary"
                    disabled={submission.isPending}
                    aria-busy={submission.isPending}
                  >
                    {setting.saved ? "Save changes" : "Create job"}
                  </Button>
                  <p role="status" className="text-muted">
                    {submission.isPending ? "Cloudflare is testing the destination…" : ""}
                  </p>
                </div>
              </fieldset>
            ) : null}
          </form>
          <Preview fields={fields.list} />
        </div>
        <PreviewBar />
        <LeaveGuard isEnabled={setting.saved !== undefined && !submission.isDone} />
        {setting.saved ? <SaveReview submission={submission} /> : null}
      </FormProvider>
    </FormSettingProvider>
  );
}

function ReadOnlyNotice() {
  return (
    <Callout title="You can view this job but not change it." className="mb-6">
      Saving, creating and deleting jobs is for admins of this Headgate.
    </Callout>
  );
}

type SubmitErrorProps = { error: AppError; onTest: () => void; onMakeAnew: (() => void) | undefined };

/** Where the receiver is the cause, a test delivery tells more; what was typed for a job that is gone can become another. */
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
          Make a new job of this
        </Button>
      ) : null}
    </ErrorCallout>
  );
}

/** A component of its own: what it watches must not render the whole form again. */
function LeaveGuard({ isEnabled }: { isEnabled: boolean }) {
  useLeaveGuard(isEnabled);
  return null;
}

/** A destination string that could not be read gives way as soon as a row is edited. */
function useDroppedString(form: ReturnType<typeof useForm<JobFormValues>>) {
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name, values }) => {
          const isRow = name === "endpoint" || name?.startsWith("query");
          if (isRow && values.destinationString !== "") {
            form.setValue("destinationString", "");
            form.clearErrors("destinationString");
          }
        },
      }),
    [form],
  );
}
