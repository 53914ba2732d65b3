"use client";

import type { ComponentType } from "react";
import { useController, useFormContext, useWatch } from "react-hook-form";
import { FieldError } from "#components/ui/field.tsx";
import type { FieldWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { subrequestsField } from "#lib/logpush/output/plan.ts";
import { asTyped, fieldId, useFieldError } from "../../use-field.ts";
import { Notes } from "../notes.tsx";

type ContentsField = FieldWith<{ section: "contents" }>;

/** In the order of the form. */
const controls: Record<ContentsField, ComponentType> = { cveRedaction: CveField, mergeSubrequests: MergeField };

/** The switches of `output_options`. */
export function FlagFields() {
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1.5 font-medium text-sm">Contents</legend>
      {Object.entries(controls).map(([field, Control]) => (
        <Control key={field} />
      ))}
    </fieldset>
  );
}

function CveField() {
  return (
    <FlagField
      path="cveRedaction"
      help="Replaces every ${ with x{ in values, names and prefixes, to protect consumers with the Log4j vulnerability."
    />
  );
}

function MergeField() {
  const [dataset, scope, isOn, fieldNames] = useWatch<
    JobFormValues,
    ["dataset", "scope", "mergeSubrequests", "fieldNames"]
  >({ name: ["dataset", "scope", "mergeSubrequests", "fieldNames"] });
  const isMergeable = dataset === "http_requests" && scope.startsWith("zones/");
  const help = isMergeable
    ? `One record per visitor request. The requests that Workers made for it are in ${subrequestsField}: at most 50, within 5 minutes. Consumers with a fixed schema need this field.`
    : "Only for http_requests of a zone.";
  return (
    <div>
      {/* A flag that is on can always be switched off, wherever it came from. */}
      <FlagField path="mergeSubrequests" help={help} isDisabled={!isMergeable && !isOn} />
      {isMergeable && isOn && !fieldNames.includes(subrequestsField) ? <SubrequestsNote /> : null}
    </div>
  );
}

/** The documentation says that the field is added, yet its own example names it. */
function SubrequestsNote() {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const message = `Cloudflare documents that ${subrequestsField} is added. To be sure, select it as a field too.`;
  return (
    <Notes
      notes={[{ code: "subrequests-field", at: "mergeSubrequests", message, fix: { label: "Choose it", value: "" } }]}
      onFix={() => setValue("fieldNames", [...getValues("fieldNames"), subrequestsField], asTyped)}
    />
  );
}

type FlagFieldProps = { path: ContentsField; help: string; isDisabled?: boolean };

function FlagField({ path, help, isDisabled = false }: FlagFieldProps) {
  const { field } = useController<JobFormValues, FlagFieldProps["path"]>({ name: path });
  const error = useFieldError(path);
  const id = fieldId(path);
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-help ${id}-error` : `${id}-help`}
        className="check mt-0.5"
        disabled={isDisabled}
        ref={field.ref}
        name={field.name}
        checked={field.value}
        onChange={(event) => field.onChange(event.target.checked)}
        onBlur={field.onBlur}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium text-sm">
          {fieldLabels[path]}
        </label>
        <p id={`${id}-help`} className="text-muted text-xs">
          {help}
        </p>
        <FieldError id={id} error={error} />
      </div>
    </div>
  );
}
