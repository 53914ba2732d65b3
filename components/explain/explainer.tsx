"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { explainDestination } from "#lib/logpush/explain/explain-destination.ts";
import { ExamplesMenu } from "./examples-menu.tsx";
import { FindingsPanel } from "./findings-panel.tsx";
import { FixedPanel } from "./fixed-panel.tsx";
import { Guide } from "./guide.tsx";
import { PieceTable } from "./piece-table.tsx";
import { PiecesPanel } from "./pieces-panel.tsx";

const fieldId = "explained";
const help =
  "As in a job, a Terraform file, JSON or a command. Quotes and a destination_conf key around it are recognized.";

/** Takes a pasted destination string apart. The text lives in this component's state and nowhere else. */
export function Explainer() {
  const [text, setText] = useState("");
  /** What was pasted before an example took its place. */
  const [own, setOwn] = useState("");
  const [isExample, setIsExample] = useState(false);
  const isReady = useHydrated();

  function type(typed: string) {
    setText(typed);
    setIsExample(false);
  }

  function choose(example: string) {
    if (!isExample) setOwn(text);
    setText(example);
    setIsExample(true);
  }

  return (
    <div className="grid gap-5">
      <div>
        <Field id={fieldId} label="Destination string" help={help}>
          <textarea
            {...fieldProps(fieldId, { help })}
            rows={3}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            translate="no"
            disabled={!isReady}
            placeholder="https://logs.example.com?header_Authorization=Basic%20…"
            className="field-sizing-content block max-h-60 min-h-19 w-full resize-y rounded-control border border-line-strong bg-raised px-2.5 py-2 font-mono text-fg text-table [overflow-wrap:anywhere] disabled:opacity-60"
            value={text}
            onChange={(event) => type(event.target.value)}
          />
        </Field>
        <div className="mt-3 flex flex-wrap gap-2">
          {text === "" ? null : (
            <Button
              size="small"
              onClick={() => {
                type("");
                document.getElementById(fieldId)?.focus();
              }}
            >
              Clear
            </Button>
          )}
          {isExample && own !== "" ? (
            <Button
              size="small"
              onClick={() => {
                type(own);
                document.getElementById(fieldId)?.focus();
              }}
            >
              Back to the pasted text
            </Button>
          ) : null}
        </div>
        <ExamplesMenu onChoose={choose} />
      </div>
      {text.trim() === "" ? <Guide /> : <Result text={text} />}
    </div>
  );
}

function Result({ text }: { text: string }) {
  const shown = useDeferredValue(text);
  const explanation = useMemo(() => explainDestination(shown), [shown]);
  const [isRevealed, setIsRevealed] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const view = { explanation, isRevealed, active, onActivate: setActive };
  return (
    <>
      <PiecesPanel {...view} onReveal={setIsRevealed} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <FindingsPanel {...view} />
        <FixedPanel text={shown} isRevealed={isRevealed} />
      </div>
      <PieceTable {...view} />
    </>
  );
}
