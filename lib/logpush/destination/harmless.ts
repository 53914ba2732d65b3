import { mask } from "./looks-random.ts";
import type { Pair } from "./pair.ts";
import { hasRawPlus } from "./plus.ts";
import { hostParts, pathParts } from "./secret-parts.ts";

/** Headers and parameters that say how to read or sort the logs, never who sends them. */
const harmlessNames = new Set([
  ...["content-type", "accept", "ddsource", "ddtags", "service", "hostname", "format"],
  ...["tags", "x-environment", "sourcetype", "index", "channel"],
]);

const longestValue = 200;
/** Between the words of such values, as in `host:example.com,dataset:dns_logs` and `text/plain; charset=utf-8`. */
const separators = /[,:;=+ ]/;

/**
 * Whether the value of a saved pair may be shown: its name is known to be harmless, and the value reads as words, host
 * names, versions and dates. If in doubt, it may not. docs/security.md states the rule.
 */
export function isHarmless({ name, value, raw }: Pair): boolean {
  if (!harmlessNames.has(name.toLowerCase()) || value === "" || value.length > longestValue) return false;
  if (hasRawPlus(raw) || value.includes(mask) || tellsSecret.test(value) || isCutKey(value)) return false;
  return value.split(separators).every(readsAsWords);
}

const tellsSecret = /secret|pass|pwd|\bpin\b|token|key|credential|bearer|basic|auth|sess|\bsig|\bpat\b/i;

/** A key in pieces, as in `4f:2a:9b:c1`: each piece is too short to look like one. */
function isCutKey(value: string): boolean {
  const joined = value.replace(/[^\p{L}\p{N}]/gu, "");
  if (/^[0-9a-f]{12,}$/i.test(joined) && /\d/.test(joined)) return true;
  const pieces = value.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const short = pieces.filter((piece) => piece.length <= 2 || /^\d+$/.test(piece));
  return pieces.length >= 4 && short.length * 2 > pieces.length;
}

/** A path keeps its slashes, because what follows `hooks` and the like is strict. */
function readsAsWords(piece: string): boolean {
  if (piece === "*") return true;
  const isHost = /^[\w-]+(?:\.[\w-]+)+$/.test(piece);
  const parts = isHost ? [...hostParts(piece), ...pathParts(piece)] : pathParts(piece);
  return parts.every(({ isSecret }) => !isSecret);
}
