"use client";

import { describeFilter } from "#lib/logpush/filter/filter-words.ts";
import { parseFilter } from "#lib/logpush/filter/parse-filter.ts";

/** The filter in plain English, or why it cannot be read. */
export function FilterSummary({ text }: { text: string }) {
  const parsed = parseFilter(text);
  if (parsed.ok) return describeFilter(parsed.value);
  return <span className="text-danger">{parsed.error.message}</span>;
}
