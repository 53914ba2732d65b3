import { formatCount } from "#lib/logpush/format-count.ts";

/** How much of Cloudflare's two limits the filter takes. */
export function FilterMeters({ meters }: { meters: { value: number; limit: number; unit: string }[] }) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1">
      {meters.map(({ value, limit, unit }) => (
        <div key={unit} className="grid gap-1">
          <p className={`text-xs ${value > limit ? "text-danger" : value > limit * 0.9 ? "text-warn" : "text-muted"}`}>
            {formatCount(value)} of {formatCount(limit)} {unit}
            {value > limit ? ": too many" : ""}
          </p>
          <div aria-hidden className="h-1 overflow-hidden rounded-full bg-sunken">
            <div
              className={`h-full ${value > limit ? "bg-danger" : "bg-accent"}`}
              style={{ width: `${Math.min(1, value / limit) * 100}%` }}
            />
          </div>
        </div>
      ))}
    </div>
  );
}
