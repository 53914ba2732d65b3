"use client";

import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";
import type { FilterOffence } from "#lib/logpush/filter/check-filter.ts";
import { formatFilter } from "#lib/logpush/filter/parse-filter.ts";
import { isEmptyFilter, unescapeFilter } from "#lib/logpush/filter/unescape-filter.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { placeName } from "./place-name.ts";
import type { useFilter } from "./use-filter.ts";

/** `reference` is the error about what an import left open in the text; other faults follow from it. */
type JsonTabProps = { filter: ReturnType<typeof useFilter>; offences: FilterOffence[]; reference?: string };

/** The very text that is sent, to read, paste and edit. */
export function JsonTab({ filter, offences, reference }: JsonTabProps) {
  const { text, parsed, setText } = filter;
  const id = "filter-json";
  const errors = offences.filter(({ severity }) => severity === "error");
  const warnings = offences.filter(({ severity }) => severity === "warning");
  const error = reference ?? errors.map(wordsOf).join(" ");
  const help = "Sent as shown. Logpush expects JSON with “where” as the top-level key.";
  const unescaped = unescapeFilter(text);
  const tidied = parsed.ok ? formatFilter(parsed.value) : text;

  /** The button goes away with what it repaired. */
  function repair(better: string) {
    setText(better);
    document.getElementById(id)?.focus();
  }

  return (
    <div className="grid gap-2">
      <Field id={id} label="Filter as JSON" help={help} error={error}>
        <textarea
          {...fieldProps(id, { error, help })}
          rows={8}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          className={controlStyle({ font: "mono", className: "h-auto! resize-y break-all py-2" })}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      {unescaped === undefined ? null : (
        <Button size="small" className="justify-self-start" onClick={() => repair(unescaped)}>
          Unescape
        </Button>
      )}
      {isEmptyFilter(text) ? (
        <p role="status" className="text-muted text-xs">
          Same as no filter: the job sends every record.
        </p>
      ) : null}
      {warnings.length > 0 ? <p className="text-warn text-xs">{warnings.map(wordsOf).join(" ")}</p> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" disabled={tidied === text} onClick={() => setText(tidied)}>
          Tidy
        </Button>
        <span className="text-muted text-xs">Removes whitespace, which counts toward the size limit.</span>
      </div>
    </div>
  );
}

function wordsOf({ path, error }: FilterOffence): string {
  const place = path.length > 0 ? `Condition ${placeName(path)}: ` : "";
  return `${place}${inSentences(error)}`;
}
