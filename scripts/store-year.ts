// Fills an empty store with a year of many jobs, and measures it. CONTRIBUTING.md says how.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { openStore } from "#lib/store/open-store.ts";
import { fillYear, fullYear } from "./year/fill-year.ts";
import { measureQueries, measureSizes } from "./year/measure-year.ts";

const runs = 20;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: "string" }, zones: { type: "string" }, measure: { type: "boolean", default: false } },
});
const [place] = positionals;
const jobs = Number(values.jobs ?? fullYear.jobs);
const zones = Number(values.zones ?? Math.ceil(jobs / 10));
if (place === undefined || !(jobs >= 1) || !(zones >= 1)) {
  process.stderr.write("Usage: store-year.ts [--jobs N] [--zones N] [--measure] FILE|postgres://ADDRESS\n");
  process.exit(1);
}

const isPostgres = /^postgres(?:ql)?:/.test(place);
const isThere = !isPostgres && existsSync(place);
const store = openStore(isPostgres ? { kind: "postgres", url: place } : { kind: "sqlite", file: place });
await store.migrate();
const job = await store.db.selectFrom("job").select("id").limit(1).executeTakeFirst();
const startedAt = performance.now();
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;

if (job === undefined && !isThere) {
  const report = (progress: string) => process.stderr.write(`${seconds()}: ${progress}\n`);
  await fillYear(store, { ...fullYear, jobs, zones, now: Date.now(), report });
  process.stdout.write(`Filled in ${seconds()}.\n`);
} else if (!values.measure) {
  process.stderr.write("The store is not empty. Name another one, or measure this one with --measure.\n");
  process.exitCode = 1;
}
if (values.measure) {
  print(
    ["table", "MB"],
    (await measureSizes(store)).map(({ table, bytes }) => [table, (Number(bytes) / 1e6).toFixed(2)]),
  );
  print(
    ["query", "rows", `median of ${runs}, ms`],
    (await measureQueries(store, { runs })).map(({ query, rows, medianMs }) => [query, rows, medianMs.toFixed(1)]),
  );
}
await store.close();

function print(head: string[], rows: (string | number)[][]): void {
  const lines = [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  process.stdout.write(`\n${lines.join("\n")}\n`);
}
