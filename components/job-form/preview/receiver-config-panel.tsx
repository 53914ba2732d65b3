"use client";

import { Info } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { secretHeader } from "#lib/logpush/destination/auth.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type ReceiverKind, receiverConfig, receivers } from "#lib/snippets/receivers/receiver-config.ts";
import { asTyped } from "../use-field.ts";

const kinds: readonly ReceiverKind[] = ["nginx", "vector", "otel", "worker", "waf"];

/** A ready configuration for the program that receives this job's logs. */
export function ReceiverConfigPanel({ values }: { values: JobFormValues }) {
  const [kind, setKind] = useState<ReceiverKind>("nginx");
  const { text, fileName, notes, suggestedHeader } = useMemo(() => receiverConfig(kind, values), [kind, values]);
  const region = useRef<HTMLElement>(null);
  return (
    <div className="border-line border-t pt-3">
      <fieldset className="mb-3 min-w-0 px-3">
        <legend className="sr-only">Program</legend>
        <div className="flex flex-wrap gap-1.5">
          {kinds.map((id) => (
            <label
              key={id}
              className="flex h-8 cursor-pointer items-center gap-1.5 rounded-control border border-line px-2.5 text-xs hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name="receiver-kind"
                value={id}
                checked={id === kind}
                onChange={() => setKind(id)}
                className="check"
              />
              {receivers[id].label}
            </label>
          ))}
        </div>
      </fieldset>
      <ul className="mb-3 grid gap-1.5 px-3 text-muted text-xs empty:hidden">
        {notes.map((note) => (
          <li key={note} className="flex items-start gap-1.5 [overflow-wrap:anywhere]">
            <Info aria-hidden className="mt-px size-3.5 shrink-0" />
            {note}
          </li>
        ))}
      </ul>
      <SecretHeader name={suggestedHeader} onAdded={() => region.current?.focus()} />
      <div className="min-w-0 border-line border-t">
        <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-3 py-1.5">
          <code className="mr-auto min-w-0 font-mono text-muted text-xs [overflow-wrap:anywhere]">{fileName}</code>
          <CopyButton label="Copy" text={text} />
        </div>
        <section
          ref={region}
          aria-label="Receiver configuration"
          tabIndex={0}
          translate="no"
          className="contain-content max-h-96 overflow-auto p-3 font-mono text-xs leading-5"
        >
          <pre>{text}</pre>
        </section>
      </div>
    </div>
  );
}

/** The way to the header that the receiver needs and the job does not send yet. */
function SecretHeader({ name, onAdded }: { name: string | undefined; onAdded: () => void }) {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const [added, setAdded] = useState("");

  function add() {
    if (name === undefined) return;
    const lines = secretHeader(name, crypto.getRandomValues(new Uint8Array(32)));
    const rows = lines.map((line) => ({ kind: "header" as const, ...line }));
    setValue("query", [...getValues("query"), ...rows], asTyped);
    setAdded(name);
    onAdded();
  }

  return (
    <div className="px-3">
      {name === undefined ? null : (
        <Button size="small" className="mb-3" onClick={add}>
          Add {name} with a random value
        </Button>
      )}
      <p role="status" className="mb-3 text-muted text-xs empty:mb-0">
        {added === "" ? "" : `Added ${added} to the headers. Copy its value to your server.`}
      </p>
    </div>
  );
}
