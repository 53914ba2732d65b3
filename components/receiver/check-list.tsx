import type { RequestCheck } from "#lib/logpush/receiver/checked-request.ts";
import { CheckMark } from "./check-mark.tsx";

/** What was looked at in a request, with what was found and what to do. */
export function CheckList({ checks }: { checks: RequestCheck[] }) {
  return (
    <div>
      <h3 className="mb-1.5 font-medium text-sm">Checks</h3>
      <ul aria-label="Checks" className="grid gap-x-6 gap-y-2 xl:grid-cols-2">
        {checks.map(({ title, level, words, nextStep }) => (
          <li key={title} className="flex gap-2 text-table">
            <span className="mt-0.5">
              <CheckMark level={level} isSaid />
            </span>
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-medium">{title}</span> <span>{words}</span>
              {nextStep ? <span className="text-muted"> {nextStep}</span> : null}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
