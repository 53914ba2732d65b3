import { ChartColumn } from "lucide-react";
import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { logpushPrices } from "#lib/logpush/batching/prices.data.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { type UsageQuery, usageQueryText } from "#lib/logpush/usage/usage-query.ts";
import type { UsageMonth, UsagePage, VolumeView } from "#lib/logpush/usage/usage-view.ts";
import { BudgetFigure } from "./budget-figure.tsx";
import { ExportUsage } from "./export-usage.tsx";
import { groupWords } from "./group-words.ts";
import { MonthChart } from "./month-chart.tsx";
import { MonthFigures } from "./month-figures.tsx";
import { UsageFilters } from "./usage-filters.tsx";
import { UsageTable } from "./usage-table.tsx";

type VolumeTabProps = {
  query: UsageQuery;
  volume: VolumeView;
  /** Absent where the role does not allow it. */
  setBudget: typeof import("#app/actions/usage.ts").setBudget | undefined;
};

/** What was delivered this month, what it costs, and how the month is expected to end. */
export function VolumeTab({ query, volume: { month, page, budgetCents, isCounted }, setBudget }: VolumeTabProps) {
  if (month.jobs === 0) return <NothingYet month={month} isCounted={isCounted} />;
  const isSearch = query.q !== "" || query.dataset !== "" || query.scope !== "" || query.host !== "";
  const scopeName = page.rows[0]?.job?.scopeName ?? query.scope;
  return (
    <>
      <MonthFigures
        month={month}
        budget={
          <BudgetFigure
            cents={budgetCents}
            dollars={month.dollars}
            expectedDollars={month.forecast?.expected.dollars ?? null}
            setBudget={setBudget}
          />
        }
      />
      <MonthChart month={month} />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <UsageFilters query={query} scopeName={query.scope === "" ? "" : scopeName} />
        <ExportUsage queryText={usageQueryText({ ...query, page: 1 })} />
      </div>
      {page.rows.length === 0 ? (
        <EmptyState
          title={isSearch ? "No match" : "No rows"}
          actions={
            <Link href="/usage" className={buttonStyle()}>
              Show all
            </Link>
          }
        />
      ) : (
        <UsageTable query={query} page={page} />
      )}
      <Pager query={query} page={page} />
      <Notes month={month} />
    </>
  );
}

function NothingYet({ month: { name, readUntil }, isCounted }: { month: UsageMonth; isCounted: boolean }) {
  return (
    <EmptyState icon={<ChartColumn />} title={`No deliveries known in ${name}`}>
      {!isCounted
        ? "Volume is counted by the background reader, which runs with one credential for everyone. Here it is off."
        : readUntil === null
          ? "Headgate reads Cloudflare’s analytics once an hour for each zone and account. The first numbers follow."
          : "Volume shows here once a job has delivered logs."}
    </EmptyState>
  );
}

function Pager({ query, page: { count, number, pages, by } }: { query: UsageQuery; page: UsagePage }) {
  const style = buttonStyle({ size: "small" });
  const step = (to: number, word: string) =>
    to >= 1 && to <= pages ? (
      <Link href={`/usage${usageQueryText({ ...query, page: to })}` as Route} className={style}>
        {word}
      </Link>
    ) : (
      <span aria-disabled className={style}>
        {word}
      </span>
    );
  return (
    <nav aria-label="Pages" className="flex min-h-12 flex-wrap items-center gap-2">
      <p className="mr-auto text-muted text-xs tabular-nums">
        {formatCount(count)} {count === 1 ? groupWords[by].one.toLowerCase() : groupWords[by].many}
        {pages > 1 ? `, page ${number} of ${pages}` : ""}
      </p>
      {pages > 1 ? (
        <>
          {step(number - 1, "Previous")}
          {step(number + 1, "Next")}
        </>
      ) : null}
    </nav>
  );
}

/** How the numbers came about, and how far they can be trusted. */
function Notes({ month: { knownSince, gap, readUntil, estimates, unknown, bases } }: { month: UsageMonth }) {
  const accounts = Math.max(0, ...bases.map((basis) => basis.accounts));
  return (
    <div className="mt-2 grid max-w-[88ch] gap-1.5 text-muted text-xs">
      <p>
        Uncompressed bytes and records delivered, from Cloudflare’s analytics
        {readUntil ? (
          <>
            {" "}
            up to <LocalTime iso={readUntil} />
          </>
        ) : null}
        . Cloudflare samples them at high volume, so the invoice can differ.
        {knownSince ? (
          <>
            {" "}
            Known since <LocalTime iso={knownSince} />; the forecast fills in the days before.
          </>
        ) : null}
        {gap ? (
          <>
            {" "}
            Not known from <LocalTime iso={gap.from} /> to <LocalTime iso={gap.to} />; the forecast fills it in.
          </>
        ) : null}
      </p>
      <p>
        Cost at the{" "}
        <a href={logpushPrices.url} rel="noreferrer" className="underline">
          public prices
        </a>{" "}
        of {logpushPrices.since}: {logpushPrices.external.includedGigabytes} GB a month included for each account, then
        ${logpushPrices.external.dollarsPerGigabyte.toFixed(2)} per GB ($
        {logpushPrices.internal.dollarsPerGigabyte.toFixed(2)} to R2 and Pipelines). Workers Trace Events are billed by
        request. {accounts > 1 ? "Each account is billed alone. " : ""}Jobs share what is included by what they send.
        Enterprise contracts can have other prices.
      </p>
      {estimates > 0 ? (
        <p>
          ≈ marks {formatCount(estimates)} {estimates === 1 ? "job" : "jobs"} with an estimate: for some hours the
          analytics count deliveries without their size.
        </p>
      ) : null}
      {unknown > 0 ? (
        <p>
          {formatCount(unknown)} {unknown === 1 ? "job is" : "jobs are"} not counted: the analytics don’t say how much{" "}
          {unknown === 1 ? "it" : "they"} delivered.
        </p>
      ) : null}
    </div>
  );
}
