import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import type { UseFormReturn } from "react-hook-form";
import { callAction } from "#components/ui/call-action.ts";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { suggestName } from "#lib/logpush/job/job-name.ts";
import { type AppError, inSentences } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { FormSetting, OpenFormSetting } from "./form-context.tsx";
import { asTyped } from "./use-field.ts";

export type TargetChange = { scope: ScopeOption } | { dataset: string };

type Target = { scope: string; dataset: string };

export type FieldsState = {
  list: FieldList;
  isLoading: boolean;
  error: AppError | null;
  /** Cloudflare's refusal of the dataset itself. The form's validation knows nothing of it, and would remove it. */
  refusal: (Target & { message: string }) | null;
  reload: () => void;
};

const noFields: FieldList = { source: "catalogue", fields: [], defaults: [] };

/**
 * Scope and dataset decide which fields there are. Changing them follows up on what depends on them:
 * a dataset of the right scope, the suggested name (while it is still the suggestion), and the fields with their defaults.
 */
export function useFields(form: UseFormReturn<JobFormValues>, setting: OpenFormSetting, initial: FieldList) {
  const [list, setList] = useState(initial);
  const [error, setError] = useState<AppError | null>(null);
  const [refusal, setRefusal] = useState<FieldsState["refusal"]>(null);
  const [isLoading, startLoading] = useTransition();
  // What the fields were last read for. The form's dataset may be ahead of it, while an id is being typed.
  const read = useRef<Target>({ scope: form.getValues("scope"), dataset: form.getValues("dataset") });

  const { readFields } = setting.actions;
  const load = useCallback(
    (choice: "defaults" | "keep") => {
      const { scope, dataset } = form.getValues();
      read.current = { scope, dataset };
      if (choice === "defaults") setList(noFields);
      setError(null);
      setRefusal(null);
      // Nothing is asked for what cannot be an id, or for no scope; its field says so.
      if (scope === "" || !/^[a-z0-9_]{1,100}$/.test(dataset)) return;
      startLoading(async () => {
        const result = await callAction(() => readFields({ scope, dataset }));
        if (form.getValues("scope") !== scope || form.getValues("dataset") !== dataset) return;
        if (!result.ok) {
          setError(result.error);
          if (isAboutDataset(result.error)) setRefusal({ scope, dataset, message: inSentences(result.error) });
          return;
        }
        setList(result.value);
        if (choice === "defaults" || form.getValues("fieldNames").length === 0)
          form.setValue("fieldNames", result.value.defaults, asTyped);
      });
    },
    [form, readFields],
  );
  const reload = useCallback(() => load("keep"), [load]);
  const isUnread = initial.isUnread === true;
  useEffect(() => {
    if (isUnread) load("keep");
  }, [isUnread, load]);

  function changeTarget(change: TargetChange) {
    const before = read.current;
    const chosen = "scope" in change ? [change.scope] : [];
    const scope = chosen[0]?.path ?? before.scope;
    const dataset = "dataset" in change ? change.dataset : datasetFor(scope, before.dataset, setting);
    form.setValue("scope", scope, asTyped);
    // An id that is not typed yet is not an error.
    form.clearErrors("dataset");
    form.setValue("dataset", dataset, dataset === "" ? { shouldDirty: true } : asTyped);
    const suggestion = (path: string, id: string) =>
      suggestName([...chosen, ...setting.known.scopes].find((option) => option.path === path)?.name ?? "", id);
    if (form.getValues("name") === suggestion(before.scope, before.dataset))
      form.setValue("name", suggestion(scope, dataset), asTyped);
    read.current = { scope, dataset };
    if (dataset === before.dataset && before.scope === "") return load("keep");
    if (dataset === before.dataset && kindOf(scope) === kindOf(before.scope)) {
      // Another zone's plan or permissions may allow what this one refused.
      if (error) load("keep");
      return;
    }
    // The fields of another dataset must not be sent while, or although, the new ones cannot be read.
    form.setValue("fieldNames", []);
    load("defaults");
  }

  const fields: FieldsState = { list, isLoading, error, refusal, reload };
  return { fields, changeTarget };
}

function kindOf(scope: string): "zone" | "account" {
  return scope.startsWith("accounts/") ? "account" : "zone";
}

/** What is known for the other kind of scope only gives way; an id that nobody knows may exist in both. */
function datasetFor(scope: string, dataset: string, { datasets }: FormSetting): string {
  const ofKind = datasets.filter((option) => option.scope === kindOf(scope));
  const fits = ofKind.some(({ id }) => id === dataset) || !datasets.some(({ id }) => id === dataset);
  return fits ? dataset : (ofKind[0]?.id ?? dataset);
}

/** Cloudflare's no to the dataset itself, as opposed to a service that cannot be reached. */
function isAboutDataset({ code }: AppError): boolean {
  return code === "E_DATASET_UNKNOWN" || code === "E_UPSTREAM_REFUSED" || code === "E_PERMISSION_PII";
}
