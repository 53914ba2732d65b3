import type { Route } from "next";
import { rowHref } from "#components/job-list/job-label.ts";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { fieldWatchText, type WatchedJobs } from "#lib/logpush/usage/field-watch.ts";
import { usageHref } from "../tabs.ts";
import { affectedText, ChangeBadge } from "./change-words.tsx";
import { type PlanFieldChange, PlanFieldChangeButton } from "./plan-field-change.tsx";

const cell = "h-10 border-line-soft border-b px-3 whitespace-nowrap first:pl-4 sm:first:pl-6";

/** The jobs that a change of a field affects, each leading to its fields. */
export function ChangedJobs({ shown, plan }: { shown: WatchedJobs; plan: PlanFieldChange | undefined }) {
  const { kind, dataset, change, rows, number, pages } = shown;
  const step = (page: number, word: string) =>
    page >= 1 && page <= pages ? (
      <Link
        href={`/usage${fieldWatchText({ kind, dataset, field: change.name, page })}` as Route}
        className={buttonStyle({ size: "small" })}
      >
        {word}
      </Link>
    ) : (
      <span aria-disabled className={buttonStyle({ size: "small" })}>
        {word}
      </span>
    );
  return (
    <>
      <p className="mb-3">
        <Link href={usageHref("fields")} className="text-accent hover:underline">
          All changes
        </Link>
      </p>
      <h2 className="mb-3 flex flex-wrap items-center gap-2 font-semibold">
        <ChangeBadge what={change.what} />
        <span className="font-mono text-sm [overflow-wrap:anywhere]">{change.name}</span>
        <span className="font-normal text-muted">
          in {dataset}: {affectedText(change)}
        </span>
      </h2>
      {plan ? <PlanFieldChangeButton shown={shown} plan={plan} /> : null}
      <section
        aria-label="Affected jobs, scrollable"
        tabIndex={0}
        className="-mx-4 overflow-x-auto border-line border-t sm:-mx-6"
      >
        <table aria-label="Affected jobs" className="w-full text-left">
          <thead className="text-muted text-xs">
            <tr>
              {["Job", "Zone or account", "Saved"].map((name) => (
                <th key={name} scope="col" className={`${cell} font-medium`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, scopeName, savedAt }) => (
              <tr key={key}>
                <th scope="row" className={`${cell} max-w-80 truncate font-medium`}>
                  <Link href={`${rowHref(key)}?tab=settings` as Route} className="hover:underline">
                    <bdi>{label}</bdi>
                  </Link>
                </th>
                <td className={cell}>
                  <bdi>{scopeName}</bdi>
                </td>
                <td className={`${cell} text-muted`}>
                  <LocalTime iso={savedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {pages > 1 ? (
        <nav aria-label="Pages" className="flex min-h-12 items-center gap-2">
          <p className="mr-auto text-muted text-xs">
            Page {number} of {pages}
          </p>
          {step(number - 1, "Previous")}
          {step(number + 1, "Next")}
        </nav>
      ) : null}
    </>
  );
}
