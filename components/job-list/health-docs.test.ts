import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { staleAfterJudgedAt, staleAfterTiers } from "#lib/logpush/datasets/stale-after.data.ts";
import { staleAfterMinutesOf } from "#lib/logpush/datasets/stale-after.ts";
import { type HealthInput, healthOf, type JobNote } from "#lib/logpush/job/health.ts";
import { adviseOn, span } from "#lib/logpush/job/health-advice.ts";
import { type HealthState, healthStates } from "#lib/logpush/job/health-states.ts";
import { healthWords } from "./health-words.ts";

const now = Date.parse("2026-11-23T18:00:00Z");
const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();
const file = resolve(import.meta.dirname, "../../docs/health.md");

type Example = { state: HealthState; rule: string; job: Partial<HealthInput>; note?: JobNote };

/** In the order in which they are tried. */
const examples: Example[] = [
  {
    state: "disabled-by-failure",
    rule: "disabled, with an error left",
    job: { enabled: false, lastComplete: at(3000), lastError: at(1500) },
  },
  { state: "disabled", rule: "disabled", job: { enabled: false, lastComplete: at(3000) } },
  {
    state: "settling",
    rule: "saved less than 15 minutes ago; all deliveries and failures are from before that, and there was one",
    job: { lastComplete: at(60) },
    note: { savedAt: at(5) },
  },
  {
    state: "failing",
    rule: "`last_error` or `error_message` is set",
    job: { lastComplete: at(240), lastError: at(1) },
  },
  { state: "pending", rule: "no `last_complete`", job: {}, note: { savedAt: at(5) } },
  { state: "stale", rule: "`last_complete` older than the threshold", job: { lastComplete: at(180) } },
  { state: "healthy", rule: "otherwise", job: { lastComplete: at(1) } },
];

function stateRow({ state, rule, job: changes, note }: Example): string[] {
  const job = {
    dataset: "http_requests",
    enabled: true,
    lastComplete: null,
    lastError: null,
    errorMessage: null,
    ...changes,
  };
  const health = healthOf(job, note, now);
  expect(health.state).toBe(state);
  const { notes, nextStep } = adviseOn({ health, job, cause: null, nowMs: now });
  return [healthWords[state].word, `\`${state}\``, rule, health.sinceIs ?? "-", notes.join(" "), nextStep];
}

function documented(text: string): string {
  const states = table([
    ["word", "name", "rule", "since: the time of the", "what it says, for example", "next step"],
    ...examples.map(stateRow),
  ]);
  const datasets = table([
    ["threshold", "datasets", "why"],
    ...staleAfterTiers.map(({ minutes, datasets: ids, reason }) => [
      span(minutes * 60_000),
      ids.map((id) => `\`${id}\``).join(", "),
      reason,
    ]),
  ]);
  const intro = `As judged on ${staleAfterJudgedAt}. A dataset that is not listed: ${span(staleAfterMinutesOf("-") * 60_000)}.`;
  return between(between(text, "states", states), "datasets", [intro, "", ...datasets]);
}

/** As the formatter writes a table: its columns aligned. */
function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}

function between(text: string, name: string, lines: string[]): string {
  const [before = "", rest = ""] = text.split(`<!-- ${name} -->`);
  const [, after = ""] = rest.split(`<!-- /${name} -->`);
  return `${before}<!-- ${name} -->\n\n${lines.join("\n")}\n\n<!-- /${name} -->${after}`;
}

test("docs/health.md lists every state and threshold as the code has them", async () => {
  expect(examples.map(({ state }) => state).sort()).toEqual([...healthStates].sort());
  await expect(documented(readFileSync(file, "utf8"))).toMatchFileSnapshot(file);
});
