"use client";

import { useDeferredValue, useId, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { readPasted } from "#lib/logpush/decode/read-pasted.ts";
import { ErrorReading } from "./error-reading.tsx";
import { KnownCauses } from "./known-causes.tsx";

const help = "A job’s error_message, a Cloudflare API response, a Logpush health status, or the output of a tool.";

const examples = [
  {
    label: "Wrong content type",
    text: 'error 415: error pushing: error uploading to https: 415 {"message":"wrong Content-Type header, expecting application/json"}',
  },
  { label: "Certificate", text: "x509: certificate is valid for SplunkServerDefaultCert, not logs.example.com" },
  {
    label: "API response",
    text: '{"success":false,"errors":[{"code":1004,"message":"creating a new job (for http_requests dataset) is not allowed: exceeded max jobs allowed"}],"messages":[],"result":null}',
  },
  { label: "Status 1105", text: "1105" },
];

/** Says what an error text or code means. The text lives in this component's state and nowhere else. */
export function ErrorExplainer() {
  const id = useId();
  const [text, setText] = useState("");

  function choose(next: string) {
    setText(next);
    document.getElementById(id)?.focus();
  }

  return (
    <div className="grid gap-5">
      <div>
        <Field id={id} label="Error message, response or status" help={help}>
          <textarea
            {...fieldProps(id, { help })}
            rows={4}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            translate="no"
            placeholder="error 401: error pushing: error uploading to https: …"
            className="field-sizing-content block max-h-60 min-h-24 w-full resize-y rounded-control border border-line-strong bg-raised px-2.5 py-2 font-mono text-fg text-table [overflow-wrap:anywhere]"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <div className="mt-3 flex flex-wrap items-center gap-2">
          {text === "" ? (
            <>
              <span className="text-muted text-xs">Examples</span>
              {examples.map((example) => (
                <Button key={example.label} size="small" onClick={() => choose(example.text)}>
                  {example.label}
                </Button>
              ))}
            </>
          ) : (
            <Button size="small" onClick={() => choose("")}>
              Clear
            </Button>
          )}
        </div>
      </div>
      {text.trim() === "" ? <KnownCauses onChoose={choose} /> : null}
      <Readings text={text} />
    </div>
  );
}

function Readings({ text }: { text: string }) {
  const shown = useDeferredValue(text);
  const pasted = useMemo(() => readPasted(shown), [shown]);
  const count = pasted?.readings.length ?? 0;
  return (
    <section aria-label="What it means" className="grid gap-3">
      <p role="status" className={count > 1 ? "text-muted text-sm" : "sr-only"}>
        {count === 0 ? "" : count === 1 ? "One cause is shown below." : `${count} different messages were found in it.`}
      </p>
      {pasted?.readings.map((reading) => (
        <ErrorReading key={`${reading.from} ${reading.text}`} reading={reading} />
      ))}
      {pasted?.cfRay ? (
        <p className="text-muted text-sm">
          Ray <code className="font-mono">{pasted.cfRay}</code>: include it when you contact Cloudflare support.
        </p>
      ) : null}
    </section>
  );
}
