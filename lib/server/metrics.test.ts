import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobList } from "#lib/logpush/views.ts";
import { listJobs } from "./inventory/list-jobs.ts";
import { writeMetrics } from "./metrics.ts";
import { type Emulated, openEmulated } from "./testing/test-context.ts";

let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

type Sample = { name: string; labels: Record<string, string>; value: number };

/** Parses the exposition format 0.0.4 strictly. Throws at anything else. */
function parseExposition(text: string): { samples: Sample[]; types: Map<string, string> } {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  for (const line of text.split("\n")) {
    if (line === "" || /^# HELP [a-z_:][a-z0-9_:]* \S/i.test(line)) continue;
    const type = /^# TYPE ([a-z_:][a-z0-9_:]*) (gauge|counter|histogram|summary|untyped)$/i.exec(line);
    if (type?.[1] && type[2]) {
      if (types.has(type[1])) throw new Error(`${type[1]} has two types`);
      types.set(type[1], type[2]);
      continue;
    }
    const sample =
      /^([a-z_:][a-z0-9_:]*)(?:\{((?:[a-z_][a-z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? ([-+]?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Inf|NaN))$/i.exec(
        line,
      );
    if (!sample?.[1]) throw new Error(`not of the format: ${line}`);
    const pairs = [...(sample[2] ?? "").matchAll(/([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/gi)];
    const unescapeLabel = (value: string) =>
      value.replace(/\\(.)/g, (_all, each: string) => (each === "n" ? "\n" : each));
    const labels = Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, unescapeLabel(value)]));
    samples.push({ name: sample[1], labels, value: Number(sample[3]) });
  }
  const ids = samples.map(({ name, labels }) => JSON.stringify([name, labels]));
  if (new Set(ids).size !== ids.length) throw new Error("a sample stands twice");
  for (const { name } of samples) if (!types.has(name)) throw new Error(`${name} has no type`);
  return { samples, types };
}

async function scrape(list: JobList | undefined, isUp = true) {
  const { text, contentType } = await writeMetrics({ list, isUp });
  expect(contentType).toContain("version=0.0.4");
  return { text, ...parseExposition(text) };
}

describe("a scrape", () => {
  test("has each job's state, times and whether it is enabled, and nothing of a destination", async () => {
    const list = await listJobs(emulated.context);
    const { samples, text } = await scrape(list);
    const of = (name: string, job: string) => samples.filter((each) => each.name === name && each.labels.job === job);
    for (const { ref, health, lastComplete } of list.jobs) {
      const states = of("headgate_job_state", String(ref.jobId));
      expect(states).toHaveLength(7);
      expect(states.filter(({ value }) => value === 1).map(({ labels }) => labels.state)).toEqual([health.state]);
      expect(of("headgate_job_last_delivery_timestamp_seconds", String(ref.jobId)).map(({ value }) => value)).toEqual(
        lastComplete ? [Date.parse(lastComplete) / 1000] : [],
      );
    }
    expect(text).not.toMatch(/FAKE-SEED|receiver\.headgate\.test|header_/);
  });

  test("keeps the format for any job name", async () => {
    const list = await listJobs(emulated.context);
    const [job] = list.jobs;
    if (!job) throw new Error("no job");
    const name = 'a "quoted" \\ name\nwith a line\r, \u2028 and \u0000 control';
    const { samples } = await scrape({ ...list, jobs: [{ ...job, name }] });
    expect(samples.find(({ name: metric }) => metric === "headgate_job_enabled")?.labels.name).toBe(
      'a "quoted" \\ name with a line ,   and   control',
    );
  });

  test("reports that Cloudflare cannot be read, with or without an earlier list", async () => {
    const list = await listJobs(emulated.context);
    const value = (samples: Sample[], metric: string) => samples.find(({ name }) => name === metric)?.value;
    const down = await scrape(list, false);
    expect(value(down.samples, "headgate_upstream_up")).toBe(0);
    expect(value(down.samples, "headgate_last_read_timestamp_seconds")).toBe(Date.parse(list.asOf) / 1000);
    expect((await scrape(undefined, false)).samples).toEqual([{ name: "headgate_upstream_up", labels: {}, value: 0 }]);
  });
});

test("docs/alerts.md names all metrics", async () => {
  const { types } = await scrape(await listJobs(emulated.context));
  const documented = readFileSync("docs/alerts.md", "utf8").match(/(?<=^\| `)headgate_\w+/gm);
  expect(documented?.toSorted()).toEqual([...types.keys()].sort());
});
