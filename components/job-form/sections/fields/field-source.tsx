import { useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { FieldsState } from "../../use-fields.ts";

/** Says so where the list is not the API’s own. */
export function FieldSource({ fields }: { fields: FieldsState }) {
  const dataset = useWatch<JobFormValues, "dataset">({ name: "dataset" });
  const { list, isLoading, error, reload } = fields;
  const again = (
    <Button size="small" className="mt-2" disabled={isLoading} onClick={reload}>
      Load fields again
    </Button>
  );
  if (error) {
    return (
      <Callout tone="warn" role="alert" title={error.message} className="mt-2">
        <p>{error.nextStep}</p>
        {again}
      </Callout>
    );
  }
  if (!isLoading && !list.isUnread && list.source === "catalogue" && dataset !== "") {
    const isEmpty = list.fields.length === 0;
    return (
      <Callout
        tone="warn"
        role="status"
        title={isEmpty ? "No list of fields yet" : `Bundled field list${list.asOf ? ` of ${list.asOf}` : ""}`}
        className="mt-2"
      >
        <p>
          {isEmpty
            ? "Load it, or paste the names of the fields."
            : "Could not read Cloudflare’s list. Newer fields are missing, and some may have been removed."}
        </p>
        {again}
      </Callout>
    );
  }
  return null;
}
