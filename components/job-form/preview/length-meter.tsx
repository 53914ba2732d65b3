import { byteLength } from "#lib/logpush/destination/percent.ts";
import type { Segment } from "#lib/logpush/destination/segments.ts";
import { formatCount } from "#lib/logpush/job/units.ts";
import { maxDestinationBytes } from "#lib/logpush/limits.ts";

/** How much of Cloudflare's limit the string takes. Saved values count too, but their length is not known here. */
export function LengthMeter({ segments }: { segments: Segment[] }) {
  const bytes = byteLength(
    segments
      .filter(({ isSaved }) => !isSaved)
      .map(({ text }) => text)
      .join(""),
  );
  const hasSaved = segments.some(({ isSaved }) => isSaved);
  const share = Math.min(1, bytes / maxDestinationBytes);
  const tone = bytes > maxDestinationBytes ? "text-danger" : share > 0.9 ? "text-warn" : "text-muted";
  return (
    <div className="flex items-center gap-3 px-3 pb-2.5">
      <div aria-hidden className="h-1 flex-1 overflow-hidden rounded-full bg-sunken">
        <div
          className={`h-full ${bytes > maxDestinationBytes ? "bg-danger" : "bg-accent"}`}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className={`text-xs ${tone}`}>
        {formatCount(bytes)} of {formatCount(maxDestinationBytes)} bytes{hasSaved ? " and the saved values" : ""}
        {bytes > maxDestinationBytes ? ": too long" : ""}
      </p>
    </div>
  );
}
