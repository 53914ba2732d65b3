import { ChangeLine, ChangeLines } from "#components/history/change-lines.tsx";
import { jobHref } from "#components/job-list/job-label.ts";
import { certaintyWords } from "#components/ui/certainty.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { errorDetails } from "#components/ui/error-details.ts";
import { Link } from "#components/ui/link.tsx";
import { cellRole, columnHeaderRole, rowGroupRole, rowRole, tableRole } from "#components/ui/table-roles.ts";
import type { RunItemView, RunView } from "#lib/logpush/plan/run-view.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { OutcomeBadge } from "./run-words.tsx";

const head = "h-9 px-2 text-left font-medium text-muted text-xs first:pl-0 last:pr-0";
const cell = "px-2 py-2.5 align-top first:pl-0 last:pr-0 max-sm:block max-sm:p-0";

/** A row per item: what the plan does, or what happened. */
export function RunTable({ run: { shown, rows } }: { run: RunView }) {
  const isPlan = shown === "plan";
  if (rows.length === 0) {
    return <EmptyState title="No items with this outcome" />;
  }
  return (
    <table aria-label={isPlan ? "Plan" : "Results"} className="w-full border-line border-t text-sm" {...tableRole}>
      <thead className="max-sm:sr-only" {...rowGroupRole}>
        <tr {...rowRole}>
          <th scope="col" className={`${head} w-28`} {...columnHeaderRole}>
            Outcome
          </th>
          <th scope="col" className={`${head} w-1/5`} {...columnHeaderRole}>
            Zone or account
          </th>
          <th scope="col" className={`${head} w-1/4`} {...columnHeaderRole}>
            Job
          </th>
          <th scope="col" className={head} {...columnHeaderRole}>
            {isPlan ? "Changes" : "Details"}
          </th>
        </tr>
      </thead>
      <tbody {...rowGroupRole}>
        {rows.map((item) => (
          <tr
            key={item.n}
            className="border-line-soft border-t max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:py-3"
            {...rowRole}
          >
            <td className={`${cell} max-sm:order-2`} {...cellRole}>
              <OutcomeBadge outcome={(isPlan ? null : item.state) ?? item.plan} />
            </td>
            <td
              className={`${cell} [overflow-wrap:anywhere] max-sm:order-3 max-sm:col-span-2 max-sm:text-muted`}
              {...cellRole}
            >
              <bdi>{item.scopeName}</bdi>
            </td>
            <td className={`${cell} font-medium [overflow-wrap:anywhere] max-sm:order-1`} {...cellRole}>
              <JobName item={item} />
            </td>
            <td className={`${cell} [overflow-wrap:anywhere] max-sm:order-4 max-sm:col-span-2`} {...cellRole}>
              {item.error ? <Failure error={item.error} /> : <Changes item={item} isPlan={isPlan} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function JobName({ item: { ref, isThere, name } }: { item: RunItemView }) {
  if (!ref || !isThere) return <bdi>{name}</bdi>;
  return (
    <Link href={jobHref(ref)} className="underline-offset-4 hover:underline">
      <bdi>{name}</bdi>
    </Link>
  );
}

function Failure({ error }: { error: AppError }) {
  const { message, nextStep, checks = [], certainty } = error;
  const details = errorDetails(error);
  const hasDetails = checks.length > 0 || details.length > 0 || certainty !== undefined;
  return (
    <>
      <p>{message}</p>
      <p className="text-muted text-xs">{nextStep}</p>
      {hasDetails ? (
        <details className="mt-0.5 text-muted text-xs">
          <summary className="w-fit">Details</summary>
          {checks.length > 0 ? (
            <ul className="list-disc pl-5">
              {checks.map((check) => (
                <li key={check}>{check}</li>
              ))}
            </ul>
          ) : null}
          {details.length > 0 ? <p className="font-mono">{details.join(", ")}</p> : null}
          {certainty ? <p>{certaintyWords[certainty]}</p> : null}
        </details>
      ) : null}
    </>
  );
}

function Changes({ item: { plan, changes, state }, isPlan }: { item: RunItemView; isPlan: boolean }) {
  if (plan === "same") return <p className="text-muted">Already as it should be</p>;
  if (plan === "delete") return <p className="text-muted">{state === "done" ? "Deleted" : "The job is deleted"}</p>;
  if (changes.length === 0) return null;
  if (changes.length < 4) return <ChangeLines changes={changes} />;
  return (
    <details>
      <summary className="w-fit">
        {changes.length} {plan === "create" ? "settings" : "changes"}
        {isPlan ? null : <span className="sr-only"> that were planned</span>}
      </summary>
      <ul className="mt-1 grid gap-1 text-xs leading-5">
        {changes.map((change) => (
          <li key={`${change.label} ${change.before} ${change.after}`}>
            <ChangeLine {...change} />
          </li>
        ))}
      </ul>
    </details>
  );
}
