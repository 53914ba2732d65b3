import { mask } from "./looks-random.ts";
import type { Pair } from "./pair.ts";
import { hasRawPlus } from "./plus.ts";
import { pathParts } from "./secret-parts.ts";

/** Headers and parameters that say how to read or sort the logs, never who sends them. */
const harmlessNames = new Set([
  ...["content-type", "accept", "ddsource", "ddtags", "service", "hostname", "format"],
  ...["tags", "x-environment", "sourcetype", "index", "channel"],
]);

const longestValue = 200;
/** Between the words of such values, as in `host:example.com,dataset:dns_logs` and `text/plain; charset=utf-8`. */
const separators = /[,:;/=+ ]/;

/**
 * Whether the value of a saved pair may be shown: its name is known to be harmless, and the value reads as words, host
 * names, versions and dates. If in doubt, it may not. docs/security.md states the rule.
 */
export function isHarmless({ name, value, raw }: Pair): boolean {
  if (!harmlessNames.has(name.toLowerCase()) || value === "" || value.length > longestValue) return false;
  return (
    !hasRawPlus(raw) && !value.includes(mask) && !tellsSecret.test(value) && value.split(separators).every(readsAsWords)
  );
}

const tellsSecret = /secret|passw|pwd|token|key|credential|bearer|basic|auth/i;

function readsAsWords(piece: string): boolean {
  return piece === "*" || pathParts(piece).every(({ isSecret }) => !isSecret);
}
