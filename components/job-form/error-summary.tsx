"use client";

import { type FieldErrors, get, useFormContext, useFormState } from "react-hook-form";
import { Callout } from "#components/ui/callout.tsx";
import { isAuthRow } from "#lib/logpush/job/auth-rows.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels, isLabeled } from "#lib/logpush/job/labels.ts";
import { focusField } from "./focus-field.ts";
import { fieldId } from "./use-field.ts";
import { isEmptySegment } from "./use-query-rows.ts";

/** After a submit: every field that needs a correction, as a link to it. */
export function ErrorSummary() {
  const { control, getValues } = useFormContext<JobFormValues>();
  const { errors, submitCount } = useFormState({ control });
  const list = listErrors(errors);
  const { query } = getValues();
  if (submitCount === 0 || list.length === 0) return null;
  return (
    <Callout
      tone="danger"
      role="alert"
      title={list.length === 1 ? "One field is invalid" : `${list.length} fields are invalid`}
    >
      <ul className="grid gap-1">
        {list.map(({ path, message }) => (
          <li key={path}>
            <a
              className="underline"
              href={`#${fieldId(path)}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(path);
              }}
            >
              {labelOf(path, query)}: {message}
            </a>
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** Rows are counted by kind, as the form shows them. */
function labelOf(path: string, query: JobFormValues["query"]): string {
  const [, index, part] = /^query\.(\d+)\.(name|value)$/.exec(path) ?? [];
  const row = query[Number(index ?? -1)];
  if (row && isAuthRow(row)) return "Authentication";
  if (!row) return isLabeled(path) ? fieldLabels[path] : path;
  const shown = query.filter((other) => other.kind === row.kind && !isEmptySegment(other) && !isAuthRow(other));
  return `${row.kind === "header" ? "Header" : "Parameter"} ${shown.indexOf(row) + 1}, ${part}`;
}

/** The errors of all fields with their paths, in the order of the form. */
export function listErrors(errors: FieldErrors<JobFormValues>): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = [];
  for (const path of Object.keys(fieldLabels)) {
    if (path === "destinationString") found.push(...listRowErrors(errors));
    const error: { type?: unknown; message?: string } | undefined = get(errors, path);
    // What Cloudflare answered stands in full beside the button.
    if (error?.message && error.type !== "answer") found.push({ path, message: error.message });
  }
  return found;
}

function listRowErrors({ query }: FieldErrors<JobFormValues>): { path: string; message: string }[] {
  if (!Array.isArray(query)) return [];
  return query.flatMap((row: FieldErrors<JobFormValues["query"][number]> | undefined, index) =>
    (["name", "value"] as const).flatMap((part) => {
      const message = row?.[part]?.message;
      return message ? [{ path: `query.${index}.${part}`, message }] : [];
    }),
  );
}
