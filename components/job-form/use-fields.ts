import { useCallback, useState, useTransition } from "react";
import type { UseFormReturn } from "react-hook-form";
import { settle } from "#components/ui/settle.ts";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { suggestName } from "#lib/logpush/job/new-job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { FormSetting } from "./form-context.tsx";
import { asTyped } from "./use-field.ts";

export type TargetChange = { scope: string } | { dataset: string };

export type FieldsState = { list: FieldList; isLoading: boolean; error: AppError | null; reload: () => void };

/**
 * Scope and dataset decide which fields there are. Changing them follows up on what depends on them:
 * a dataset of the right scope, the suggested name (while it is still the suggestion), and the fields with their defaults.
 */
export function useFields(form: UseFormReturn<JobFormValues>, setting: FormSetting, initial: FieldList) {
  const [list, setList] = useState(initial);
  const [error, setError] = useState<AppError | null>(null);
  const [isLoading, startLoading] = useTransition();

  const { readFields } = setting.actions;
  const load = useCallback(
    (choice: "defaults" | "keep") => {
      const { scope, dataset } = form.getValues();
      startLoading(async () => {
        const result = await settle(() => readFields({ scope, dataset }));
        if (form.getValues("scope") !== scope || form.getValues("dataset") !== dataset) return;
        if (!result.ok) return setError(result.error);
        setError(null);
        setList(result.value);
        if (choice === "defaults" || form.getValues("fieldNames").length === 0)
          form.setValue("fieldNames", result.value.defaults, asTyped);
      });
    },
    [form, readFields],
  );
  const reload = useCallback(() => load("keep"), [load]);

  function changeTarget(change: TargetChange) {
    const before = form.getValues();
    const scope = "scope" in change ? change.scope : before.scope;
    const dataset = "dataset" in change ? change.dataset : datasetFor(scope, before.dataset, setting);
    form.setValue("scope", scope, asTyped);
    form.setValue("dataset", dataset, asTyped);
    const suggestion = (path: string, id: string) =>
      suggestName(setting.scopes.find((option) => option.path === path)?.name ?? "", id);
    if (before.name === suggestion(before.scope, before.dataset))
      form.setValue("name", suggestion(scope, dataset), asTyped);
    if (dataset === before.dataset && kindOf(scope) === kindOf(before.scope)) return;
    // The fields of another dataset must not be sent while, or although, the new ones cannot be read.
    form.setValue("fieldNames", []);
    load("defaults");
  }

  const fields: FieldsState = { list, isLoading, error, reload };
  return { fields, changeTarget };
}

function kindOf(scope: string): "zone" | "account" {
  return scope.startsWith("accounts/") ? "account" : "zone";
}

function datasetFor(scope: string, dataset: string, { datasets }: FormSetting): string {
  const ofKind = datasets.filter((option) => option.scope === kindOf(scope));
  return ofKind.some((option) => option.id === dataset) ? dataset : (ofKind[0]?.id ?? dataset);
}
