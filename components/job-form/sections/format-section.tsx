"use client";

import { useWatch } from "react-hook-form";
import { loaded } from "#components/ui/loaded.tsx";
import { fieldsWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { readSampleRate } from "#lib/logpush/job/units.ts";
import { Fold } from "../fold.tsx";

const FormatFields = loaded(async () => (await import("./format/format-fields.tsx")).FormatFields, {
  ssr: false,
  loading: () => <div className="h-96" />,
});
const FormatSummary = loaded(async () => (await import("./format/format-summary.tsx")).FormatSummary, { ssr: false });

const ownFields = [...fieldsWith({ section: "format" }), ...fieldsWith({ section: "contents" })];
const paths = [...ownFields, "timestampFormat", "sampleRate"] as const;
const timestampNames: Record<string, string> = {
  rfc3339: "RFC 3339",
  rfc3339ms: "RFC 3339, ms",
  rfc3339ns: "RFC 3339, ns",
  unix: "Unix",
  unixnano: "Unix, ns",
};

/** How records are written. Most jobs keep the defaults, so the fields are loaded when they are opened or in error. */
export function FormatSection() {
  return (
    <Fold title="Format" summary={<Summary />} paths={paths}>
      <FormatFields />
    </Fold>
  );
}

/** The words for a format other than plain NDJSON are loaded when there is one. */
function Summary() {
  const [timestampFormat, sampleRate, outputType, ...others] = useWatch<
    JobFormValues,
    ["timestampFormat", "sampleRate", "outputType", ...typeof ownFields]
  >({ name: ["timestampFormat", "sampleRate", "outputType", ...ownFields] });
  const isPlain = outputType === "ndjson" && others.every((value) => !value || value === "ndjson");
  const rate = readSampleRate(sampleRate);
  const share = rate === undefined ? sampleRate : `${Number((rate * 100).toPrecision(3))}%`;
  return (
    <>
      {isPlain ? "NDJSON" : <FormatSummary />}
      {` · ${timestampNames[timestampFormat] ?? timestampFormat} · ${share} sample`}
    </>
  );
}
