import { Card } from "#components/job/card.tsx";
import { equalColumns } from "#components/ui/equal-columns.ts";
import type { UsageDay, UsageMonth } from "#lib/logpush/usage/usage-view.ts";
import { volumeText } from "../format.ts";
import { rangeText } from "./month-figures.tsx";

/** The days of the month, and how they add up to its end. */
export function MonthChart({ month }: { month: UsageMonth }) {
  return (
    <div className="mb-5 grid gap-3 lg:grid-cols-2">
      <Card title="Volume by day" note={month.name} isFlat>
        <Days month={month} />
      </Card>
      <Card title="Month to date" note={month.forecast ? "with forecast, 8 in 10 range" : month.name} isFlat>
        <Total month={month} />
      </Card>
    </div>
  );
}

const frame = "relative mx-4 mt-4 h-32 border-line-strong border-b";

function Days({ month: { days, today, name, forecast } }: { month: UsageMonth }) {
  const top = Math.max(1, ...days.map(({ bytes, rest }) => bytes + rest));
  const known = days.filter(({ day }) => day <= today);
  const most = known.reduce<UsageDay | undefined>((a, b) => (a && a.bytes >= b.bytes ? a : b), undefined);
  const label = most
    ? `Volume by day in ${name}: up to ${volumeText(most.bytes)}, on day ${most.day}${forecast ? ", with the days to come as forecast" : ""}.`
    : `Volume by day in ${name}.`;
  return (
    <>
      <div
        role="img"
        aria-label={label}
        className={`${frame} grid items-end gap-px sm:gap-[3px]`}
        style={equalColumns(days.length)}
      >
        <Top bytes={top} />
        {days.map((each) => (
          <span
            key={each.day}
            title={titleOf(each, today)}
            className="flex h-full min-w-0 flex-col justify-end gap-px hover:bg-hover"
          >
            <span
              className="rounded-t-[2px] border border-bar-hatch border-b-0 border-dashed"
              style={{ height: `${(each.rest / top) * 100}%`, display: each.rest > 0 ? undefined : "none" }}
            />
            <span className="rounded-t-[2px] bg-bar" style={{ height: `${(each.bytes / top) * 100}%` }} />
          </span>
        ))}
      </div>
      <Axis days={days.length} />
    </>
  );
}

function titleOf({ day, bytes, rest }: UsageDay, today: number): string {
  if (rest === 0) return `Day ${day}: ${volumeText(bytes)}`;
  if (bytes === 0) return `Day ${day}: ${volumeText(rest)} ${day < today ? "estimated" : "expected"}`;
  return `Day ${day}: ${volumeText(bytes)}${day >= today ? " so far" : ""}, ${volumeText(rest)} more expected`;
}

const height = 100;

function Total({ month: { days, today, bytes, forecast } }: { month: UsageMonth }) {
  const sums = addUp(days);
  const end = sums.at(-1) ?? { known: 0, rest: 0 };
  const soFar = bytes ?? 0;
  const factorOf = (value: number) => (end.rest > 0 ? Math.max(0, value - soFar) / end.rest : 0);
  const factors = forecast && {
    low: factorOf(forecast.low.bytes),
    expected: factorOf(forecast.expected.bytes),
    high: factorOf(forecast.high.bytes),
  };
  const top = Math.max(1, end.known + end.rest * (factors?.high ?? 1));
  const y = (value: number) => (height - (value / top) * height).toFixed(2);
  const line = (factor: number, from = 0, to = days.length) =>
    sums.slice(from, to + 1).map(({ known, rest }, index) => `${index + from} ${y(known + rest * factor)}`);
  const now = Math.min(today, days.length);
  // Before the first known day the line is expected too.
  const begin = Math.max(
    0,
    days.findIndex((day) => day.bytes > 0),
  );
  const label = forecast
    ? `${volumeText(soFar)} so far, ${volumeText(forecast.expected.bytes)} expected by the end of the month, likely ${rangeText(forecast.low.bytes, forecast.high.bytes, volumeText)}.`
    : `${volumeText(soFar)} so far.`;
  return (
    <>
      <div role="img" aria-label={label} className={frame}>
        <Top bytes={top} />
        <svg
          aria-hidden
          viewBox={`0 0 ${days.length} ${height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          {factors ? (
            <>
              <polygon
                points={[...line(factors.high), ...line(factors.low).reverse()].join(" ")}
                className="fill-accent-line/50"
              />
              {[line(factors.expected, 0, begin), line(factors.expected, now)].map((points) => (
                <polyline
                  key={points[0]}
                  points={points.join(" ")}
                  className="fill-none stroke-accent [stroke-dasharray:4_3]"
                  strokeWidth="1.5"
                  vectorEffect="non-scaling-stroke"
                />
              ))}
            </>
          ) : null}
          <polyline
            points={line(factors?.expected ?? 0, begin, now).join(" ")}
            className="fill-none stroke-accent"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </div>
      <Axis days={days.length} />
    </>
  );
}

/** What is known and what is expected in addition, up to the end of each day; the first is the beginning. */
function addUp(days: readonly UsageDay[]): { known: number; rest: number }[] {
  const sums = [{ known: 0, rest: 0 }];
  let [known, rest] = [0, 0];
  for (const day of days) {
    known += day.bytes;
    rest += day.rest;
    sums.push({ known, rest });
  }
  return sums;
}

function Top({ bytes }: { bytes: number }) {
  return (
    <span aria-hidden className="absolute -top-3.5 left-0 text-[11px] text-faint leading-4 tabular-nums">
      {volumeText(bytes)}
    </span>
  );
}

/** Every seventh day of the month. */
function Axis({ days }: { days: number }) {
  return (
    <div aria-hidden className="mx-4 grid h-7 pt-1 text-[11px] text-faint tabular-nums" style={equalColumns(days)}>
      {Array.from({ length: days }, (_, index) => index + 1).map((day) => (
        <span key={day} className="flex min-w-0 justify-center overflow-visible">
          {day % 7 === 1 ? day : ""}
        </span>
      ))}
    </div>
  );
}
