"use client";

import { useId, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { startingTemplate, unselectedFields } from "#lib/logpush/output/template.ts";
import { asTyped, fieldId, useFieldError } from "../../use-field.ts";
import { useValue } from "../../use-value.ts";
import { Notes } from "../notes.tsx";

/** The record template, off until somebody wants one; it starts with what records look like without it. */
export function TemplateField() {
  const { getValues } = useFormContext<JobFormValues>();
  const [template, setTemplate] = useValue("recordTemplate");
  const [switchedOff, setSwitchedOff] = useState<string | null>(null);
  const ownId = useId();
  // Until there is a template, what leads to it leads to what makes one.
  const toggleId = template === null ? fieldId("recordTemplate") : ownId;

  function toggle(isOn: boolean) {
    if (!isOn) setSwitchedOff(template);
    setTemplate(isOn ? (switchedOff ?? startingTemplate(getValues("fieldNames"), getValues("outputType"))) : null);
  }

  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex items-start gap-2">
        <input
          id={toggleId}
          type="checkbox"
          aria-describedby={`${toggleId}-help`}
          className="check mt-0.5"
          checked={template !== null}
          onChange={(event) => toggle(event.target.checked)}
        />
        <div>
          <label htmlFor={toggleId} className="font-medium text-sm">
            Use a template for each record
          </label>
          <p id={`${toggleId}-help`} className="text-muted text-xs">
            Takes the place of the list of fields; prefix and suffix stay around it.
          </p>
        </div>
      </div>
      {template === null ? null : <TemplateText text={template} onType={setTemplate} />}
    </div>
  );
}

type TextProps = { text: string; onType: (text: string) => void };

function TemplateText({ text, onType }: TextProps) {
  const error = useFieldError("recordTemplate");
  const id = fieldId("recordTemplate");
  const help = (
    <>
      Text with <code>{"{{.Field}}"}</code>, <code>{'{{"text"}}'}</code> and <code>{"{{/* comment */}}"}</code>. Strings
      in records include their quotes.
    </>
  );
  return (
    <div className="min-w-0">
      <Field id={id} label="Record template" help={help} error={error}>
        <textarea
          {...fieldProps(id, { error, help })}
          name="recordTemplate"
          rows={4}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          className={controlStyle({ font: "mono", className: "h-auto py-1.5" })}
          value={text}
          onChange={({ target }) => onType(target.value)}
        />
      </Field>
      <TemplateNotes template={text} />
    </div>
  );
}

/** What a template does that nobody may have meant. */
function TemplateNotes({ template }: { template: string }) {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const fieldNames = useWatch<JobFormValues, "fieldNames">({ name: "fieldNames" });
  const unselected = unselectedFields(template, fieldNames);
  if (template === "") {
    const message = "An empty template is the same as none.";
    return <Notes notes={[{ code: "empty-template", at: "recordTemplate", message }]} />;
  }
  if (unselected.length === 0) return null;
  const message = `Not selected as fields, so null in every record: ${unselected.join(", ")}.`;
  return (
    <Notes
      notes={[{ code: "unselected-field", at: "recordTemplate", message, fix: { label: "Select them", value: "" } }]}
      onFix={() => setValue("fieldNames", [...getValues("fieldNames"), ...unselected], asTyped)}
    />
  );
}
