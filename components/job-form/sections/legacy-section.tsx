"use client";

import { useDeferredValue, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { toUpdateBody } from "#lib/logpush/job/to-request.ts";
import { type ConversionNote, keepsRecords, noteConversion } from "#lib/logpush/legacy/conversion-notes.ts";
import { type LogpullOptions, parseLogpullOptions } from "#lib/logpush/legacy/logpull-options.ts";
import type { StoredJob } from "#lib/logpush/views.ts";
import { useFormSetting } from "../form-context.tsx";
import { Section } from "../section.tsx";
import { asTyped, fieldId } from "../use-field.ts";

/** A saved job that still has `logpull_options`: what they say, and what a conversion makes of them. */
export function LegacySection() {
  const { saved } = useFormSetting();
  if (!saved?.masked.job.logpull_options) return null;
  const { masked, summary } = saved;
  return (
    <LegacyJob
      stored={masked}
      text={saved.masked.job.logpull_options}
      isHttps={summary.destination.scheme === "https"}
    />
  );
}

function LegacyJob({ stored, text, isHttps }: { stored: StoredJob; text: string; isHttps: boolean }) {
  const { setValue, control } = useFormContext<JobFormValues>();
  const values = useDeferredValue(useWatch({ control, compute: (all: JobFormValues) => all }));
  const options = useMemo(() => parseLogpullOptions(text), [text]);
  const notes = useMemo(() => noteConversion(options), [options]);
  const { convertsLegacy } = values;
  const output = toUpdateBody({ ...values, convertsLegacy: true }, stored).output_options;
  const isSentAnyway = "output_options" in toUpdateBody({ ...values, convertsLegacy: false }, stored);
  const isSent = convertsLegacy || isSentAnyway;

  return (
    <Section
      title="Legacy settings"
      description="This job uses the deprecated logpull_options, which output_options replaces."
    >
      {isHttps && !isSent ? (
        <Callout tone="warn" title="Saving without conversion may fail.">
          Cloudflare validates the job on every save, and jobs with an https destination and logpull_options have been
          reported to fail. With the conversion, saving sends output_options instead.
        </Callout>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <OldString options={options} />
        <NewOptions json={JSON.stringify(output ?? {}, null, 2)} isChanged={isSentAnyway} />
      </div>
      <ConversionNotes notes={notes} />
      <div className="flex flex-wrap items-center gap-3">
        <Button id={fieldId("convertsLegacy")} onClick={() => setValue("convertsLegacy", !convertsLegacy, asTyped)}>
          {convertsLegacy ? "Undo the conversion" : "Convert to output_options"}
        </Button>
        <p role="status" className="min-w-0 flex-1 text-muted text-xs">
          {statusOf({ convertsLegacy, isSentAnyway })}
        </p>
      </div>
    </Section>
  );
}

function statusOf({ convertsLegacy, isSentAnyway }: { convertsLegacy: boolean; isSentAnyway: boolean }): string {
  if (isSentAnyway) return "A record setting has changed, so saving sends output_options in any case.";
  return convertsLegacy ? "Saving sends output_options. Cloudflare then ignores logpull_options." : "";
}

const roles = {
  setting: "",
  meaningless: "no effect",
  unknown: "unknown",
  repeated: "repeated",
} as const;

function OldString({ options: { address, parts } }: { options: LogpullOptions }) {
  const entries = parts.map((part, index) => ({ ...part, id: `part-${index}` }));
  return (
    <section aria-label="logpull_options" tabIndex={0} className="min-w-0 rounded-card border border-line bg-raised">
      <h3 className="border-line border-b px-3 py-2 font-medium font-mono text-xs">logpull_options</h3>
      <dl translate="no" className="grid max-h-96 gap-2 overflow-auto p-3 font-mono text-xs">
        {address === "" ? null : <Entry name="address" value={address} remark="no effect" />}
        {entries.map(({ id, key, value, role }) => (
          <Entry key={id} name={key || "(no name)"} value={value} remark={roles[role]} />
        ))}
        {parts.length === 0 ? <p className="text-muted">No settings. All defaults apply.</p> : null}
      </dl>
    </section>
  );
}

function Entry({ name, value, remark }: { name: string; value: string; remark: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted [overflow-wrap:anywhere]">
        {name}
        {remark === "" ? null : <span className="ml-2 text-warn">{remark}</span>}
      </dt>
      <dd className="whitespace-pre-wrap [overflow-wrap:anywhere]">{value === "" ? '""' : value}</dd>
    </div>
  );
}

function NewOptions({ json, isChanged }: { json: string; isChanged: boolean }) {
  return (
    <section aria-label="output_options" tabIndex={0} className="min-w-0 rounded-card border border-line bg-raised">
      <h3 className="border-line border-b px-3 py-2 font-medium font-mono text-xs">
        output_options
        {isChanged ? <span className="ml-2 font-normal text-muted">with your changes</span> : null}
      </h3>
      <pre
        translate="no"
        className="max-h-96 overflow-auto whitespace-pre-wrap p-3 font-mono text-xs [overflow-wrap:anywhere]"
      >
        {json}
      </pre>
    </section>
  );
}

function ConversionNotes({ notes }: { notes: ConversionNote[] }) {
  return (
    <div>
      <h3 className="font-medium text-sm">What the conversion changes</h3>
      <ul className="mt-1.5 grid list-disc gap-1 pl-4 text-muted text-xs">
        <li>
          {keepsRecords(notes)
            ? "The records stay the same."
            : "The records may change. Check these points before you save:"}
        </li>
        {notes.map(({ code, effect, message }) => (
          <li key={code} className={effect === "check" ? "text-warn" : ""}>
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
