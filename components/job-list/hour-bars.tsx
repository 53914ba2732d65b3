import { memo } from "react";
import { decodeHours, drawHours } from "#lib/logpush/list/hour-bars.ts";

/** The deliveries of 24 hours. The hour that is not over has a dashed outline. */
export const HourBars = memo(function HourBars({ bars }: { bars: string }) {
  const { delivered, failed, unknown, none, label } = drawHours(decodeHours(bars));
  return (
    <svg className="bars" viewBox="0 0 119 20" role="img">
      <title>{label}</title>
      {unknown ? <path className="bars-unknown" d={unknown} /> : null}
      {none ? <path className="bars-none" d={none} /> : null}
      {delivered ? <path className="bars-ok" d={delivered} /> : null}
      {failed ? <path className="bars-failed" d={failed} /> : null}
      <path className="bars-now" d="M115.5.5h3v19h-3z" />
    </svg>
  );
});
