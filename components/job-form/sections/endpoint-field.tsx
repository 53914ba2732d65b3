"use client";

import { useDeferredValue } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { loaded } from "#components/ui/loaded.tsx";
import { cleanPastedDestination } from "#lib/logpush/destination/clean-pasted.ts";
import { parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { rowsOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped } from "../use-field.ts";
import { TextField } from "./text-field.tsx";

/** There is nothing to note of an empty field, so this loads with the first character. */
const EndpointNotes = loaded(async () => (await import("./endpoint-notes.tsx")).EndpointNotes, {
  loading: () => null,
});

const quickStyle = "min-h-5 rounded-sm font-medium text-accent text-xs hover:underline";

/** The endpoint URL. A whole destination string that lands here takes itself apart when the field is left. */
export function EndpointField() {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const { suggestedEndpoint, saved } = useFormSetting();
  const [endpoint, isKept] = useWatch<JobFormValues, ["endpoint", "isEndpointKept"]>({
    name: ["endpoint", "isEndpointKept"],
  });
  const checked = useDeferredValue(endpoint);
  const isMasked = isKept && endpoint.includes("•");

  function splitDestination() {
    const text = getValues("endpoint");
    if (!text.includes("?")) {
      if (text !== text.trim()) setValue("endpoint", text.trim(), asTyped);
      return;
    }
    const parsed = parseHttpDestination(cleanPastedDestination(text).text);
    if (!parsed.ok) return;
    setValue("query", mergeRows(getValues("query"), rowsOf(parsed.value)), asTyped);
    setValue("endpoint", parsed.value.endpoint, asTyped);
  }

  /** An endpoint that says what is stored is the stored one, whatever it was before. */
  function followSaved() {
    if (saved) setValue("isEndpointKept", getValues("endpoint") === saved.values.endpoint);
  }

  return (
    <div>
      <div className="relative">
        <TextField
          path="endpoint"
          label="Endpoint URL"
          font="mono"
          inputMode="url"
          placeholder="https://logs.example.com/ingest"
          readOnly={isMasked}
          onBlur={splitDestination}
          onChange={followSaved}
        />
        <div className="absolute top-0 right-0 h-5">
          {suggestedEndpoint && endpoint === "" && !isKept ? (
            <button
              type="button"
              className={quickStyle}
              onClick={() => setValue("endpoint", suggestedEndpoint, asTyped)}
            >
              Use the test receiver
            </button>
          ) : null}
          {isMasked ? <ReplaceEndpoint /> : null}
        </div>
      </div>
      {endpoint === "" || isKept ? null : (
        <EndpointNotes endpoint={checked} onFix={(value) => setValue("endpoint", value, asTyped)} />
      )}
    </div>
  );
}

/** A saved path that looks like a secret is masked; only the whole endpoint can take its place. */
function ReplaceEndpoint() {
  const { setValue, setFocus } = useFormContext<JobFormValues>();
  function replace() {
    setValue("isEndpointKept", false, asTyped);
    setValue("endpoint", "", { shouldDirty: true });
    setFocus("endpoint");
  }
  return (
    <button type="button" className={quickStyle} onClick={replace}>
      Replace endpoint
    </button>
  );
}

/** What comes with the string wins over rows of the same name; rows without a name and stray `&` go, those that are off stay. */
function mergeRows(present: QueryRow[], added: QueryRow[]): QueryRow[] {
  const nameOf = ({ kind, name }: QueryRow) => `${kind} ${kind === "header" ? name.toLowerCase() : name}`;
  const names = new Set(added.map(nameOf));
  return [
    ...present.filter((row) => row.isOff || (row.name !== "" && !names.has(nameOf(row)))),
    ...added.filter(({ raw }) => raw !== ""),
  ];
}
