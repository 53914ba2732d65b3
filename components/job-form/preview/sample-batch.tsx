"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { isJsonObject } from "#lib/logpush/job/job.ts";
import { sampleOptionsOf } from "#lib/logpush/job/sample-options.ts";
import { noteContentType } from "#lib/logpush/output/content-type.ts";
import { planBatch } from "#lib/logpush/output/plan.ts";
import { sampleBatch } from "#lib/logpush/output/sample.ts";
import { parseTemplate } from "#lib/logpush/output/template.ts";
import { judgeBody } from "#lib/logpush/output/verdict.ts";
import { useFormSetting } from "../form-context.tsx";
import { legendOf, markLineEnds } from "./line-ends.ts";

const recordCount = 3;

/** The body of one upload, byte for byte but for its invented values, and what a receiver's parser makes of it. */
export function SampleBatch({ values, fields }: { values: JobFormValues; fields: FieldList }) {
  const { nowMs } = useFormSetting();
  const [isMarked, setIsMarked] = useState(false);
  const key = JSON.stringify(sampleOptionsOf(values, fields.defaults));
  const batch = useMemo(() => makeBatch(key, fields, nowMs), [key, fields, nowMs]);
  return (
    <div className="font-mono text-xs leading-4.5">
      <div className="mb-1 flex flex-wrap items-center gap-2 border-line border-t pt-1.5 font-sans text-muted">
        <p className="mr-auto">Body: {recordCount} sample records, gzip</p>
        <Button
          variant="quiet"
          size="small"
          aria-pressed={isMarked}
          className="-mr-2 px-2 aria-pressed:bg-chosen aria-pressed:text-fg"
          onClick={() => setIsMarked(!isMarked)}
        >
          Show whitespace
        </Button>
      </div>
      <section aria-label="Sample records" tabIndex={0} className="rounded-control">
        <pre className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          {isMarked ? <MarkedText text={batch.text} /> : batch.text}
        </pre>
      </section>
      <div className="mt-2 grid gap-1 font-sans">
        {isMarked ? <p className="text-muted">{legendOf(batch.text)}</p> : null}
        <Remarks values={values} batch={batch} />
      </div>
    </div>
  );
}

type Batch = ReturnType<typeof makeBatch>;

function makeBatch(optionsJson: string, { fields }: FieldList, nowMs: number) {
  const parsedOptions: unknown = JSON.parse(optionsJson);
  const options = isJsonObject(parsedOptions) ? parsedOptions : {};
  const { isCsv, affixes, template } = planBatch(options);
  const text = sampleBatch({ options, fields, count: recordCount, nowMs });
  const verdict = judgeBody(text, { isCsv, delimiter: affixes.field_delimiter });
  const parsed = parseTemplate(template ?? "");
  return { text, verdict, templateError: parsed.ok ? undefined : parsed.error };
}

function MarkedText({ text }: { text: string }) {
  return markLineEnds(text).map((piece) => (
    <span key={piece.id} className={piece.isMark ? "text-code-param" : undefined}>
      {piece.text}
    </span>
  ));
}

/** The verdict on the body, and what does not fit with it. */
function Remarks({ values, batch: { verdict, templateError } }: { values: JobFormValues; batch: Batch }) {
  const header = values.query.find(
    ({ kind, name, isOff }) => kind === "header" && !isOff && name.toLowerCase() === "content-type",
  );
  const note = header && noteContentType(header.value, verdict.kind);
  if (templateError) {
    return <Remark isFine={false}>Invalid template. This sample ignores it. {templateError.message}</Remark>;
  }
  return (
    <>
      <Remark isFine={verdict.kind !== "other"}>{verdict.message}</Remark>
      {note ? <Remark isFine={false}>{note}</Remark> : null}
      {["ndjson", "csv"].includes(values.outputType) ? null : (
        <Remark isFine={false}>Unknown output type {values.outputType}; the sample is ndjson.</Remark>
      )}
    </>
  );
}

function Remark({ isFine, children }: { isFine: boolean; children: ReactNode }) {
  const Icon = isFine ? CircleCheck : TriangleAlert;
  return (
    <p className={`flex items-start gap-1.5 ${isFine ? "text-ok" : "text-warn"}`}>
      <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  );
}
