import type { AppliedPreset } from "#lib/logpush/presets/apply-preset.ts";
import type { Result } from "#lib/logpush/result.ts";

/** What applying would change, before it is done. */
export function PresetChanges({ preview }: { preview: Result<AppliedPreset> }) {
  if (!preview.ok) return null;
  const { changed } = preview.value;
  if (changed.length === 0) return <p className="text-muted">The form already has these settings.</p>;
  return (
    <div className="min-w-0">
      <h3 className="mb-1.5 font-medium">What it changes</h3>
      <dl className="grid gap-1 text-xs sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] sm:gap-x-3">
        {changed.map(({ label, before, after }) => (
          <div key={`${label} ${before} ${after}`} className="contents">
            <dt className="text-muted [overflow-wrap:anywhere]">{label}</dt>
            <dd className="mb-1 [overflow-wrap:anywhere] sm:mb-0">
              <span className="text-muted">{before}</span> <span aria-hidden>→</span>
              <span className="sr-only">becomes</span> {after}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
