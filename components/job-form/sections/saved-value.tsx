"use client";

import { LockKeyhole } from "lucide-react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { plusEscapes, plusMessage } from "#lib/logpush/destination/plus.ts";
import { decidedRow } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { asTyped, fieldId } from "../use-field.ts";
import { PlusQuestion } from "./plus-question.tsx";

/** A stored value: it stays on the server, only its fingerprint is here. One without a name can only be kept or removed. */
export function SavedValue({ index, row, word }: { index: number; row: QueryRow; word: string }) {
  const { setValue, setFocus } = useFormContext<JobFormValues>();
  function replace() {
    setValue(`query.${index}`, { ...row, isReplaced: true }, asTyped);
    setTimeout(() => setFocus(`query.${index}.value`));
  }
  return (
    <>
      <div className="flex min-h-9 items-center gap-2 rounded-control border border-line bg-sunken px-2.5 text-sm">
        <LockKeyhole aria-hidden className="size-3.5 shrink-0 text-muted" />
        {row.shown === undefined ? (
          <>
            <span className="min-[1180px]:sr-only">saved</span>
            <code
              className="truncate font-mono text-muted text-xs"
              title="Fingerprint: equal values have equal fingerprints"
            >
              {row.fingerprint}
            </code>
          </>
        ) : (
          <code className="truncate font-mono text-xs" title={row.shown}>
            {row.shown}
          </code>
        )}
        {row.name === mask ? null : (
          <Button
            // Links to the value lead here, until it is typed.
            id={fieldId(`query.${index}.value`)}
            size="small"
            className="ml-auto"
            onClick={replace}
            aria-label={`Replace value of ${word.toLowerCase()} ${row.name}`}
          >
            Replace
          </Button>
        )}
      </div>
      {row.hasPlus && !row.isOff ? <SavedPlus index={index} row={row} /> : null}
    </>
  );
}

/** A saved value with a raw `+`. An answer travels to the server, which holds the value and writes it. */
function SavedPlus({ index, row }: { index: number; row: QueryRow }) {
  const { setValue } = useFormContext<JobFormValues>();
  if (row.plusAs === undefined) {
    const message = `${plusMessage} Nothing changes until you choose.`;
    return (
      <PlusQuestion
        message={message}
        onAnswer={(reading) => setValue(`query.${index}`, decidedRow(row, reading), asTyped)}
      />
    );
  }
  const { plusAs: _decided, ...undecided } = row;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-1.5 text-xs">
      <p role="status" className="text-muted">
        Saving writes the + as {plusEscapes[row.plusAs]} (a {row.plusAs}).
      </p>
      <Button size="small" onClick={() => setValue(`query.${index}`, undecided, asTyped)}>
        Undo
      </Button>
    </div>
  );
}
