import { redactedEndpoint } from "../destination/redact.ts";
import type { JobRef, ScopeKind } from "../job/job.ts";
import type { JobSummary } from "../views.ts";
import type { CopyPattern, ValuePattern } from "./copy-job.ts";
import { toNamePattern, toPattern } from "./fill-pattern.ts";

/** A job that is to be copied, as the browser may see it. */
export type CopySource = {
  ref: JobRef;
  name: string;
  scopeName: string;
  enabled: boolean;
  /** Null if a part of it is hidden, or if it is not a URL: it stays as it is. */
  endpoint: string | null;
  /** The values that may be shown. All others are copied unseen. */
  values: ValuePattern[];
  /** How many values are copied unseen. */
  hidden: number;
  /** Where its dataset exists; both for one that is not known. */
  kinds: ScopeKind[];
};

export function copySourceOf(
  { ref, name, scopeName, enabled, destination }: JobSummary,
  kinds: ScopeKind[],
): CopySource {
  const isPlain = destination.scheme === "https" && destination.isEditable && !destination.isPathMasked;
  const values = destination.pairs.flatMap(({ index, kind, name: label, value }): ValuePattern[] =>
    value === undefined ? [] : [{ place: index, kind, name: label, value }],
  );
  return {
    ...{ ref, name, scopeName, enabled, kinds },
    endpoint: isPlain ? redactedEndpoint(destination) : null,
    values: destination.isEditable ? values : [],
    hidden: destination.pairs.length - values.length,
  };
}

/** A pattern as a form holds it: with all texts that could differ. */
export type PatternValues = { name: string; endpoint: string; values: string[]; enabled: boolean };

/** Where the source names its own zone, the copies name theirs. */
export function startPattern({ ref, name, scopeName, enabled, endpoint, values }: CopySource): PatternValues {
  const zone = ref.scopeKind === "zones" ? scopeName : "";
  return {
    name: toNamePattern(name, zone),
    endpoint: toPattern(endpoint ?? "", zone),
    values: values.map(({ value }) => toPattern(value, zone)),
    enabled,
  };
}

/** The pattern without what says the same as the source, so that its bytes stay. */
export function patternOf(source: CopySource, { name, endpoint, values, enabled }: PatternValues): CopyPattern {
  const changed = source.values.flatMap((value, at): ValuePattern[] => {
    const text = values[at] ?? value.value;
    return text === value.value ? [] : [{ ...value, value: text }];
  });
  const isKept = source.endpoint === null || endpoint === source.endpoint;
  return { name, enabled, values: changed, ...(isKept ? {} : { endpoint }) };
}
