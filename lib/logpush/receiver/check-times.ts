import { countOf } from "../job/units.ts";
import type { TimestampFormat } from "../limits.ts";
import type { RequestCheck } from "./checked-request.ts";
import type { ReceivedBody, ReceivedRecord } from "./read-body.ts";
import { isTimeName, timeFormOf, toNanos } from "./time-form.ts";

/** The formats of the values in each time field; fields without a recognized time are left out. */
export type TimeFields = ReadonlyMap<string, ReadonlySet<TimestampFormat>>;

/** Finds the time fields: by name, or if columns have no names, by the values of every row. */
export function findTimeFields({ records, isNamed }: ReceivedBody): TimeFields {
  const found = new Map<string, Set<TimestampFormat>>();
  const others = new Set<string>();
  for (const { values } of records) {
    for (const [name, text] of values) {
      if ((isNamed && !isTimeName(name)) || others.has(name)) continue;
      const form = timeFormOf(text);
      if (form !== undefined) found.set(name, (found.get(name) ?? new Set()).add(form));
      else if (!isNamed) others.add(name);
    }
  }
  return new Map([...found].filter(([name]) => !others.has(name)));
}

export function checkTimestamps(fields: TimeFields): RequestCheck {
  const title = "Timestamps";
  const forms = [...new Set([...fields.values()].flatMap((each) => [...each]))];
  const [form] = forms;
  if (form === undefined) {
    return {
      title,
      level: "warn",
      words: "No field contains a timestamp in one of the five formats.",
      nextStep: "Add a time field, such as EdgeStartTimestamp. Without one, you cannot search records by time.",
    };
  }
  const names = [...fields.keys()];
  if (forms.length === 1) return { title, level: "pass", words: `${form}, in ${listNames(names)}.` };
  const mixed = [...fields].map(([name, each]) => `${name} (${[...each].join(", ")})`);
  return {
    title,
    level: "warn",
    words: `Mixed: ${listNames(mixed)}.`,
    nextStep: "A job writes all timestamps in one format. Check for fixed text in a template, or for a second job.",
  };
}

/** Whether records are ordered by time. Cloudflare does not guarantee an order, so disorder is normal. */
export function checkOrder(records: readonly ReceivedRecord[], fields: TimeFields): RequestCheck | undefined {
  const title = "Order";
  const name = [...fields.keys()].find((each) => /Start/.test(each)) ?? [...fields.keys()][0];
  if (name === undefined || records.length < 2) return undefined;
  let latest: bigint | undefined;
  let late = 0;
  let furthest = 0n;
  for (const { values } of records) {
    const text = values.get(name) ?? "";
    const form = timeFormOf(text);
    if (form === undefined) continue;
    const nanos = toNanos(text, form);
    if (latest === undefined || nanos >= latest) latest = nanos;
    else {
      late += 1;
      if (latest - nanos > furthest) furthest = latest - nanos;
    }
  }
  if (late === 0) return { title, level: "pass", words: `By ${name}, oldest first.` };
  return {
    title,
    level: "warn",
    words: `${countOf(late, "record")} of ${records.length} ${late === 1 ? "is" : "are"} older by ${name} than one before, by up to ${secondsOf(furthest)} s.`,
    nextStep: "Cloudflare does not guarantee order. Sort by time when you store or read.",
  };
}

function secondsOf(nanos: bigint): string {
  const seconds = Number(nanos) / 1e9;
  return seconds < 0.001 ? "less than 0.001" : String(Number(seconds.toPrecision(3)));
}

function listNames(names: string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
