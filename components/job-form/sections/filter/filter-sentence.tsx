"use client";

import { describeFilter } from "#lib/logpush/filter/filter-words.ts";
import { parseFilter } from "#lib/logpush/filter/parse-filter.ts";

/** The filter in plain English; one that cannot be read is shown as it is, with the reason unless that stands elsewhere. */
export function FilterSentence({ text, hasError }: { text: string; hasError: boolean }) {
  const parsed = parseFilter(text);
  if (parsed.ok) return <p className="[overflow-wrap:anywhere]">{describeFilter(parsed.value)}</p>;
  return (
    <div className="min-w-0 max-w-full">
      {hasError ? null : <p className="text-danger">{parsed.error.message}</p>}
      <code className="mt-1 line-clamp-3 break-all font-mono text-muted text-xs">{text}</code>
    </div>
  );
}
