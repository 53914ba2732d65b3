import type { SettingLine } from "#lib/logpush/job/describe-settings.ts";
import { Card } from "../card.tsx";

/** The settings for who may only read them: no form that cannot be used. */
export function SettingsSummary({ lines }: { lines: SettingLine[] }) {
  return (
    <div className="max-w-4xl">
      <Card title="Settings" note="read-only access">
        <dl className="divide-y divide-line-soft">
          {lines.map(({ label, value, isCode }) => (
            <div key={label} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
              <dt className="text-muted">{label}</dt>
              <dd className={`[overflow-wrap:anywhere] ${isCode ? "font-mono text-xs leading-5" : ""}`}>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}
