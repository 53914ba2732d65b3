// Fills an empty store with a year of many jobs, and measures it. CONTRIBUTING.md says how.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { openStore } from "#lib/store/open-store.ts";
import { fillYear } from "./year/fill-year.ts";
import { createListener, measureRead, measureSizes, type Time } from "./year/measure-year.ts";
import { pagesOf } from "./year/pages.ts";
import { yearContext } from "./year/year-context.ts";
import { fullYear } from "./year/year-options.ts";

const runs = 20;
/** Files and readings of all jobs take longer. */
const fileRuns = 3;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ jobs: { type: "string" }, zones: { type: "string" }, measure: { type: "boolean", default: false } },
    /** Only what has this in its name, with the whole text of its slowest statement. */
    only: { type: "string" },
  },
});
const [place] = positionals;
const jobs = Number(values.jobs ?? fullYear.jobs);
const zones = Number(values.zones ?? Math.ceil(jobs / 10));
if (place === undefined || !(jobs >= 1) || !(zones >= 1)) {
  process.stderr.write(
    "Usage: store-year.ts [--jobs N] [--zones N] [--measure [--only TEXT]] FILE|postgres://ADDRESS\n",
  );
  process.exit(1);
}

const isPostgres = /^postgres(?:ql)?:/.test(place);
const isThere = !isPostgres && existsSync(place);
const listener = createListener();
const store = openStore(isPostgres ? { kind: "postgres", url: place } : { kind: "sqlite", file: place }, listener);
await store.migrate();
const job = await store.db.selectFrom("job").select("id").limit(1).executeTakeFirst();
const startedAt = performance.now();
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;

if (job === undefined && !isThere) {
  const report = (progress: string) => {
    listener.take();
    process.stderr.write(`${seconds()}: ${progress}\n`);
  };
  await fillYear(store, { ...fullYear, jobs, zones, now: Date.now(), report });
  process.stdout.write(`Filled in ${seconds()}.\n`);
} else if (!values.measure) {
  process.stderr.write("The store is not empty. Name another one, or measure this one with --measure.\n");
  process.exitCode = 1;
}
if (values.measure) await measure();
await store.close();

async function measure(): Promise<void> {
  const { only } = values;
  if (only === undefined) {
    const sizes = await measureSizes(store);
    const all = { table: "all", bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0), rows: "" };
    print(
      ["table", "rows", "MB"],
      [...sizes, all].map(({ table, rows, bytes }) => [table, rows, (bytes / 1e6).toFixed(2)]),
    );
  }
  // As of the end of the year that is in the store.
  const { at } = await store.db
    .selectFrom("scope")
    .select(({ fn }) => fn.max<number>("pushes_at").as("at"))
    .executeTakeFirstOrThrow();
  const times: Time[] = [];
  for (const read of await pagesOf(yearContext(store, Number(at)))) {
    if (only !== undefined && !`${read.page} ${read.view}`.includes(only)) continue;
    const time = await measureRead(read, listener, read.isFile ? fileRuns : runs);
    times.push(time);
    process.stderr.write(`${seconds()}: ${read.page}, ${read.view}: ${time.allMs.toFixed(0)} ms\n`);
    if (only !== undefined) process.stdout.write(`${time.slowest}\n`);
  }
  print(
    ["page", "view", "statements", `database, median of ${runs}, ms`, "slowest statement, ms", "of"],
    times.map(({ page, view, statements, allMs, slowestMs, slowest }) => [
      ...[page, view.replaceAll("|", "\\|"), statements, allMs.toFixed(1), slowestMs.toFixed(1), tablesOf(slowest)],
    ]),
  );
}

function tablesOf(text: string): string {
  const names = Array.from(text.matchAll(/\b(?:from|join|into|update) "?([a-z_]+)"?/g), ([, name]) => name);
  return Array.from(new Set(names)).join(", ");
}

function print(head: string[], rows: (string | number)[][]): void {
  const lines = [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  process.stdout.write(`\n${lines.join("\n")}\n`);
}
