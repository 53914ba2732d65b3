"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { loaded } from "#components/ui/loaded.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { Fold, useFoldState } from "../fold.tsx";
import { focusLater } from "../use-query-rows.ts";

const FilterEditor = loaded(async () => (await import("./filter/filter-editor.tsx")).FilterEditor, {
  ssr: false,
  loading: () => <div className="h-24" />,
});
const FilterSummary = loaded(async () => (await import("./filter/filter-summary.tsx")).FilterSummary, {
  ssr: false,
});

/** A filter with one condition that is still to be filled in. */
const startText = '{"where":{"and":[{"key":"","operator":"eq","value":""}]}}';
const buttonId = "open-filter";

/** Which logs are sent. Closed, it says so in a sentence; the editor is loaded when it is opened. */
export function FilterSection({ fields }: { fields: LogField[] }) {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const filter = useWatch<JobFormValues, "filter">({ name: "filter" });
  const { isOpen, setIsOpen } = useFoldState();

  function change(opens: boolean) {
    const text = getValues("filter");
    if (opens && text === "") setValue("filter", startText, { shouldDirty: true });
    if (!opens && text === startText) clear();
    setIsOpen(opens);
  }

  function clear() {
    setValue("filter", "", { shouldDirty: true, shouldValidate: true });
  }

  function close() {
    change(false);
    focusLater(buttonId);
  }

  return (
    <Fold
      title="Filter"
      summary={filter === "" || filter === startText ? "None, all requests are sent" : <FilterSummary text={filter} />}
      paths={["filter"]}
      state={{ isOpen, setIsOpen: change }}
      buttonId={buttonId}
    >
      {isOpen ? (
        <FilterEditor
          fields={fields}
          onClose={close}
          onRemove={() => {
            clear();
            close();
          }}
        />
      ) : null}
    </Fold>
  );
}
