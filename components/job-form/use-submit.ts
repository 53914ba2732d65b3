import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
import type { FieldErrors, UseFormReturn } from "react-hook-form";
import { jobHref } from "#components/job-list/job-label.ts";
import { callAction, callWriteAction, isUnknownOutcome } from "#components/ui/call-action.ts";
import { formError } from "#lib/logpush/errors/form-error.ts";
import type { Change } from "#lib/logpush/job/diff.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { type AppError, inSentences, ok, type Result } from "#lib/logpush/result.ts";
import type { JobDetail } from "#lib/logpush/views.ts";
import { focusField } from "./focus-field.ts";
import type { OpenFormSetting, Several } from "./form-context.tsx";
import { pathOfError } from "./path-of-error.ts";

const askAgain =
  "An earlier attempt may have created this job. A second one would push everything twice. Check the job list first. Create it anyway?";

export type Submission = ReturnType<typeof useSubmit>;

/** A save that was refused because the job changed elsewhere: what it is now, to compare and to save over. */
export type Conflict = { error: AppError; current: JobDetail; changes: Change[] };

/**
 * Sends the form. A new job goes at once; a change is reviewed first. Whatever the answer, what was typed stays.
 */
export function useSubmit(
  form: UseFormReturn<JobFormValues, Several | null>,
  setting: OpenFormSetting,
  onSent: () => void,
) {
  const router = useRouter();
  const [isDone, setIsDone] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [review, setReview] = useState<Change[] | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [isPending, startSending] = useTransition();
  // The button is disabled only with the next rendering; a second press must not send a second request.
  const isSending = useRef(false);
  /** A try may have made the job, or may still make it. */
  const mayExist = useRef(false);
  const { saved, actions, several } = setting;

  function send(request: () => Promise<Result<JobRef>>) {
    if (isSending.current) return;
    isSending.current = true;
    setError(null);
    startSending(async () => {
      const result = await callWriteAction(request);
      isSending.current = false;
      if (result.ok) {
        setIsDone(true);
        onSent();
        if (saved) return router.push(`${jobHref(result.value)}?saved=${Date.now()}`);
        rememberScope(form.getValues("scope"));
        return router.push(`${jobHref(result.value)}?created=1`);
      }
      const failure = result.error;
      // Once it may, no later failure makes it certain that it does not.
      mayExist.current ||= !saved && isUnknownOutcome(failure);
      setReview(null);
      if (failure.code === "E_CONFLICT" && saved) return await showConflict(failure);
      show(failure);
    });
  }

  /** For several zones: nothing is sent, and what is typed stays as a draft. */
  function plan({ plan: make }: Several, values: JobFormValues) {
    startSending(async () => {
      const result = await callAction(() => make(values));
      if (result.ok) router.push(`/runs/${result.value.id}` as Route);
      else show(result.error);
    });
  }

  function show(failure: AppError) {
    setError(failure);
    for (const [path, message] of Object.entries(failure.fieldErrors ?? {}))
      form.setError(pathOfError(path), { message });
    const at = failure.at ?? (failure.code.startsWith("E_DESTINATION_") ? "endpoint" : undefined);
    if (at) form.setError(pathOfError(at), { type: "answer", message: inSentences(failure) });
  }

  async function showConflict(failure: AppError) {
    if (!saved) return;
    const current = await callAction(() => actions.readJob(saved.summary.ref));
    if (!current.ok) return show(current.error);
    const changes = await loadChanges(saved.values, current.value.values);
    if (!changes.ok) return show(changes.error);
    setConflict({ error: failure, current: current.value, changes: changes.value });
  }

  function update(versions: Record<string, string>, values: JobFormValues) {
    if (!saved) return;
    const { ref } = saved.summary;
    send(() => actions.updateJob({ ref, versions, values }));
  }

  const submit = (event: FormEvent) => {
    const before = error;
    setError(null);
    return form.handleSubmit(
      async (values) => {
        if (several) return plan(several, values);
        if (!saved) {
          if (mayExist.current && !window.confirm(askAgain)) return setError(before);
          return send(() => actions.createJob(values));
        }
        const changes = await loadChanges(saved.values, values);
        if (!changes.ok) return setError(changes.error);
        if (changes.value.length === 0) return setError(formError("E_NO_CHANGE"));
        setReview(changes.value);
      },
      (errors) => void focusFirst(errors),
    )(event);
  };

  return {
    submit,
    isPending,
    isDone,
    error,
    review,
    closeReview: () => setReview(null),
    confirm: () => saved && update(saved.versions, form.getValues()),
    conflict,
    closeConflict: () => setConflict(null),
    saveOver: async () => {
      if (!conflict || !saved) return;
      const { rebaseValues } = await loadDiff();
      setConflict(null);
      const { versions, values } = conflict.current;
      update(versions, rebaseValues(saved.values, form.getValues(), values));
    },
    /** Of a job that is gone: a new one with the same settings, for which secrets have to be typed again. */
    makeAnew: async () => {
      const { storeDraft } = await import("./draft.ts");
      storeDraft(form.getValues(), { isAsked: true });
      setIsDone(true);
      router.push("/jobs/new");
    },
    loadCurrent: () => {
      setConflict(null);
      setIsDone(true);
      if (saved) router.push(`${jobHref(saved.summary.ref)}?opened=${Date.now()}`);
    },
  };
}

/** Only a saved job needs it, and only once it is saved. */
const loadDiff = () => import("#lib/logpush/job/diff.ts");

function loadChanges(before: JobFormValues, after: JobFormValues): Promise<Result<Change[]>> {
  return callAction(async () => ok((await loadDiff()).listChanges(before, after)));
}

/** In the order of the form, which the errors of sections that are not rendered have too. */
async function focusFirst(errors: FieldErrors<JobFormValues>) {
  const { listErrors } = await import("./error-summary.tsx");
  const [first] = listErrors(errors);
  if (first) focusField(first.path);
}

/** The next new job starts where this one was made. */
function rememberScope(scope: string) {
  document.cookie = `scope=${encodeURIComponent(scope)}; path=/; max-age=31536000; samesite=strict`;
}
