import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";
import { type FieldSet, readFieldSets, writeFieldSets } from "#lib/logpush/datasets/field-sets.ts";
import { inSentences } from "#lib/logpush/result.ts";

type ShareSetsProps = { sets: FieldSet[]; onImport: (sets: FieldSet[]) => void };

/** All sets as text, to hand on, and text of others to take in. */
export function ShareSets({ sets, onImport }: ShareSetsProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const others = new Set(sets.map(({ dataset }) => dataset)).size;

  function take() {
    const read = readFieldSets(text);
    if (!read.ok) return setError(inSentences(read.error));
    onImport(read.value);
    setText("");
    setError(undefined);
  }

  return (
    <details>
      <summary className="min-h-6 w-fit text-muted">Export and import</summary>
      <div className="mt-2 grid gap-2">
        {sets.length > 0 ? (
          <div className="flex flex-wrap items-center gap-2">
            <CopyButton text={writeFieldSets(sets)} label="Copy as JSON" />
            <span className="text-muted">{`${sets.length} ${sets.length === 1 ? "set" : "sets"} of ${others} ${others === 1 ? "dataset" : "datasets"}; names of fields only`}</span>
          </div>
        ) : null}
        <Field id={id} label="Sets as JSON" error={error}>
          <textarea
            {...fieldProps(id, { error })}
            value={text}
            rows={4}
            spellCheck={false}
            autoComplete="off"
            className={controlStyle({ font: "mono", className: "min-h-24 py-2" })}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button size="small" className="justify-self-start" aria-disabled={text.trim() === ""} onClick={take}>
          Import sets
        </Button>
      </div>
    </details>
  );
}
