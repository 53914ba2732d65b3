"use client";

import { type KeyboardEvent, memo, type ReactNode, startTransition, useEffect, useMemo, useState } from "react";
import { FormProvider, type UseFormReturn, useForm } from "react-hook-form";
import { ImportJob } from "#components/job-import/import-job.tsx";
import { PageHeader } from "#components/layout/page-header.tsx";
import { useKnownScopes } from "#components/scopes/use-known-scopes.ts";
import { useLoadAhead } from "#components/ui/load-ahead.ts";
import { loaded } from "#components/ui/loaded.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type FormSetting, FormSettingProvider, type OpenFormSetting, type Several } from "./form-context.tsx";
import { FormFields } from "./form-fields.tsx";
import { lazyResolver } from "./lazy-resolver.ts";
import { PreviewSheet } from "./preview-sheet.tsx";
import { PresetPills } from "./sections/preset-pills.tsx";
import { SubmitBar } from "./submit-bar.tsx";
import { loadDraft, useDraft } from "./use-draft.ts";
import { useFields } from "./use-fields.ts";
import { useSubmit } from "./use-submit.ts";
import { useEnabledFollows, useSwitched } from "./use-switched.ts";

const loadPreview = async () => (await import("./preview/preview.tsx")).Preview;
/** In the server's HTML; its code comes beside that of the fields. */
const Preview = loaded(loadPreview, { loading: () => <div className="min-h-96" />, isInline: true });
/** Hardly any new job has a draft. */
const DraftNotice = loaded(async () => (await import("./draft-notice.tsx")).DraftNotice, { loading: () => null });
/** Only a saved job needs it, from its first save on. */
const loadReview = async () => (await import("./save-review.tsx")).SaveReview;
const SaveReview = loaded(loadReview, { loading: () => null });

const LeaveGuard = loaded(async () => (await import("./leave-guard.tsx")).LeaveGuard, {
  ssr: false,
  loading: () => null,
});

/** What answers a press on the button. */
const answers = [() => import("./sections/pair-rows.tsx"), () => import("./bar-errors.tsx")];
const answersOfSaved = [...answers, loadReview];

/** What reads each change. The schema takes long to build, so it is there before the first key, but not before a focus. */
const loadResolver = () => void import("./resolver.ts").catch(() => undefined);

type JobFormProps = {
  setting: FormSetting;
  initialValues: JobFormValues;
  initialFields: FieldList;
  notices?: ReactNode;
};

/**
 * The form of a job, beside the live preview of the request it makes, over the bar that sends it. A new job's has the
 * page's header, whose actions fill it; a saved job's stands in its page as it is.
 */
export function JobForm({ setting: given, initialValues, ...rest }: JobFormProps) {
  // The form edits the job as it was opened; a page that renders again meanwhile must not move it under the typing hand.
  const [opened] = useState(given);
  const [initial] = useState(initialValues);
  const known = useKnownScopes(opened.scopes, opened.scopeCount, opened.actions.findScopes);
  const saved = useSwitched(opened.saved, given.saved);
  const [several, setSeveral] = useState<Several | null>(null);
  const setting = useMemo(
    () => ({ ...opened, initial, known, several, setSeveral, ...(saved ? { saved } : {}) }),
    [opened, initial, known, several, saved],
  );
  const [resolver] = useState(() => lazyResolver(setting.saved?.values));
  const form = useForm<JobFormValues, Several | null>({
    resolver,
    context: several,
    defaultValues: initialValues,
    mode: "onChange",
    // Fields in closed sections are not rendered; the submission finds the first error by its own list.
    shouldFocusError: false,
  });
  // No part reads the state from here, and with a new one all would be rendered again.
  const [formState] = useState(form.formState);
  return (
    <FormSettingProvider setting={setting}>
      <FormProvider {...form} formState={formState}>
        <OpenForm form={form} setting={setting} at={given.at} {...rest} />
      </FormProvider>
    </FormSettingProvider>
  );
}

type OpenFormProps = Omit<JobFormProps, "setting" | "initialValues"> & {
  form: UseFormReturn<JobFormValues, Several | null>;
  setting: OpenFormSetting;
  at: string | undefined;
};

/** It is not rendered again when the library only says that it is ready. */
const OpenForm = memo(function OpenForm({ form, setting, at, initialFields, notices }: OpenFormProps) {
  const { saved } = setting;
  useEnabledFollows(form, saved?.values.enabled);
  const { fields, changeTarget } = useFields(form, setting, initialFields);
  const hasDrafts = !setting.saved && !setting.copied;
  const draft = useDraft(form, { isEnabled: hasDrafts, onRestore: fields.reload });
  const submission = useSubmit(form, setting, draft.finish);
  const isReviewed = submission.review !== null || submission.conflict !== null;
  const [wasReviewed, setWasReviewed] = useState(false);
  if (isReviewed && !wasReviewed) setWasReviewed(true);
  useDroppedString(form);
  useLoadAhead(saved ? answersOfSaved : answers);
  const isReady = useReady({ hasDrafts });
  useBeginAt(at, form, isReady);

  return (
    <>
      {setting.saved ? null : (
        <PageHeader
          title="New job"
          meta={draft.offer || draft.lost ? <DraftNotice draft={draft} /> : null}
          actions={<ImportJob isDisabled={!isReady} onFilled={fields.reload} />}
        />
      )}
      {notices}
      {setting.may.write ? (
        <div className={setting.saved ? "mb-4" : "-mt-3 mb-3.5"}>
          <PresetPills isDisabled={!isReady} />
        </div>
      ) : null}
      <form
        noValidate
        method="post"
        aria-label="Logpush job"
        onSubmit={submission.submit}
        onKeyDown={submitByKeys}
        onFocus={loadResolver}
        className="-mb-10 sm:-mb-24"
      >
        <div className="grid grid-cols-1 gap-6 min-[1180px]:grid-cols-[30.5rem_minmax(0,1fr)]">
          <FormFields fields={fields} isReady={isReady} onTargetChange={changeTarget} />
          <PreviewSheet>
            <Preview fields={fields.list} initial={setting.initial} />
          </PreviewSheet>
        </div>
        <SubmitBar submission={submission} isReady={isReady} />
      </form>
      {setting.saved ? <LeaveGuard isEnabled={!submission.isDone} /> : null}
      {wasReviewed ? <SaveReview submission={submission} /> : null}
    </>
  );
});

/** Control or Command with Enter sends the form from any of its fields. */
function submitByKeys(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/**
 * Until React has taken over, typing would be lost, and a press would submit the form the browser's way. The preview
 * takes over the values that the page came with, so nothing may be typed before its code is there; nor before that of
 * the draft, because a page that is left has no time to load it.
 */
function useReady({ hasDrafts }: { hasDrafts: boolean }): boolean {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    // All controls are rendered again, in pieces that leave the page responsive.
    const begin = () => startTransition(() => setIsReady(true));
    // Without this code the form still sends.
    void Promise.allSettled([loadPreview(), hasDrafts && loadDraft()]).then(begin);
  }, [hasDrafts]);
  return isReady;
}

/** Begins at the part that the address names, once the fields can be used. */
function useBeginAt(at: string | undefined, { getValues }: UseFormReturn<JobFormValues>, isReady: boolean) {
  useEffect(() => {
    if (at === undefined || !isReady) return;
    // Without its code the form is as usable, from its top.
    import("./focus-part.ts").then(({ focusPart }) => focusPart(at, getValues())).catch(() => undefined);
  }, [at, isReady, getValues]);
}

/** A destination string that could not be read gives way as soon as a row is edited. */
function useDroppedString(form: UseFormReturn<JobFormValues>) {
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
