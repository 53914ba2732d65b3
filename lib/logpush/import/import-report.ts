import type { DatasetOption } from "../datasets/field-list.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import type { Json } from "../job/job.ts";
import type { ScopeOption } from "../views.ts";
import type { LeftOver } from "./found-job.ts";

/**
 * A setting that was put into the form. `what` is its path in the job's body, `label` its field, `value` the field in
 * words.
 */
export type Taken = { what: string; label: string; value: string };

/** The form after an import, and a record of every part: each leaf of the job is in one of the lists. */
export type ImportReport = {
  values: JobFormValues;
  taken: Taken[];
  /** Settings that the text leaves out, which get the API's default or follow from the rest. */
  assumed: Omit<Taken, "what">[];
  ignored: LeftOver[];
  unread: LeftOver[];
};

export type ImportContext = { current: JobFormValues; scopes: ScopeOption[]; datasets: DatasetOption[] };

/** A key of the job or of its `output_options` that has no field. */
export type OtherSetting = { of: "job" | "output"; key: string; value: Json };

/** The effect of one piece of the text on the report. `values` are the new ones, if any. */
export type Step = Partial<ImportReport> & { others?: OtherSetting[] };

export function ignore(what: string, why: string): Step {
  return { ignored: [{ what, why }] };
}

export function leaveUnread(what: string, why: string): Step {
  return { unread: [{ what, why }] };
}

/** Applies the items in order, each to the values that the one before returned, and joins the steps. */
export function applyEach<T>(
  values: JobFormValues,
  items: T[],
  take: (values: JobFormValues, item: T) => Step,
): Required<Step> {
  let current = values;
  const steps = items.map((item) => {
    const step = take(current, item);
    current = step.values ?? current;
    return step;
  });
  return { ...joinSteps(...steps), values: current };
}

/** Concatenates the lists of several steps. */
export function joinSteps(...steps: Step[]): Required<Omit<Step, "values">> {
  return {
    taken: steps.flatMap((step) => step.taken ?? []),
    assumed: steps.flatMap((step) => step.assumed ?? []),
    ignored: steps.flatMap((step) => step.ignored ?? []),
    unread: steps.flatMap((step) => step.unread ?? []),
    others: steps.flatMap((step) => step.others ?? []),
  };
}
