import { memo } from "react";
import { byteLength } from "#lib/logpush/destination/percent.ts";
import { segmentDestination } from "#lib/logpush/destination/segments.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { maxDestinationBytes } from "#lib/logpush/limits.ts";

/** A name and its value have two colors. Short, so that one line holds them beside the length. */
const legend = [
  { label: "Host", dots: ["bg-code-host"] },
  { label: "Header", dots: ["bg-code-header", "bg-code-value"] },
  { label: "Parameter", dots: ["bg-code-param", "bg-code-text"] },
];

/** What the colors mean, and how much of Cloudflare's limit the string takes. */
export const StringLegend = memo(function StringLegend({ values }: { values: JobFormValues }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-2 pb-2.5 text-[11px] text-muted leading-4">
      {legend.map(({ label, dots }) => (
        <span key={label} className="inline-flex items-center gap-1 whitespace-nowrap">
          {dots.map((dot) => (
            <span key={dot} aria-hidden className={`size-2 rounded-xs ${dot}`} />
          ))}
          {label}
        </span>
      ))}
      <LengthMeter values={values} />
    </div>
  );
});

/** Saved values count too, but their length is not known here. */
function LengthMeter({ values }: { values: JobFormValues }) {
  const segments = segmentDestination(values);
  const bytes =
    values.destinationString === ""
      ? byteLength(segments.flatMap(({ text, isSaved }) => (isSaved ? [] : [text])).join(""))
      : byteLength(values.destinationString);
  const hasSaved = segments.some(({ isSaved }) => isSaved);
  const isTooLong = bytes > maxDestinationBytes;
  const share = Math.min(1, bytes / maxDestinationBytes);
  const tone = isTooLong ? "text-danger" : share > 0.9 ? "text-warn" : "";
  return (
    <span className="ml-auto inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className="h-[3px] w-11 overflow-hidden rounded-full bg-line max-xl:hidden">
        <span
          className={`block h-full ${isTooLong ? "bg-danger" : "bg-accent"}`}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span
        className={tone}
        title={hasSaved ? "Saved values count too. Headgate does not show their length." : undefined}
      >
        {formatCount(bytes)}
        {hasSaved ? " + saved" : ""} / {formatCount(maxDestinationBytes)} B{isTooLong ? ": too long" : ""}
      </span>
    </span>
  );
}
