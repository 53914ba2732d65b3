import { splitEndpoint } from "./endpoint.ts";
import type { HttpDestination } from "./http.ts";
import type { Pair } from "./pair.ts";
import { decodePercent, looksEncoded } from "./percent.ts";
import { hasRawPlus, plusMessage } from "./plus.ts";
import { isPrivateHost } from "./private-host.ts";
import { encodeRawCharacters, findRawCharacter } from "./raw-character.ts";
import { isSecretPair } from "./secret.ts";
import { hasSecretPart } from "./secret-parts.ts";

/** A fix for a field: its better `value`, and the pair's new original text. Without `raw` that text stays unchanged. */
export type NoteFix = { label: string; value: string; raw?: string };

/** Advice about a destination. `at` is a form path; `fix` resolves it. */
export type Note = { code: string; at: string; message: string; fix?: NoteFix };

/** Lists advice about the destination. */
export function noteDestination(destination: HttpDestination): Note[] {
  const { endpoint, query } = destination;
  const parameters = new Set<string>();
  return [
    ...noteEndpoint(endpoint),
    ...noteProtection(destination),
    ...query.flatMap((pair, index) => {
      const notes = [
        ...noteName(pair, parameters.has(pair.name), `query.${index}.name`),
        ...noteRawCharacters(pair, index),
        ...noteValue(pair, `query.${index}.value`),
      ];
      if (pair.kind === "param") parameters.add(pair.name);
      return notes;
    }),
  ];
}

function noteEndpoint(endpoint: string): Note[] {
  const { host, path } = splitEndpoint(endpoint);
  const notes: Note[] = [];
  if (host !== "" && isPrivateHost(host)) {
    notes.push({
      code: "private-host",
      at: "endpoint",
      message: `Cloudflare cannot reach ${host}: it is not a public address.`,
    });
  }
  // Refusals were reported; the set contains the characters that destinations were accepted with.
  const character = /[^A-Za-z0-9.,_:/?%+&={}-]/u.exec(path)?.[0];
  if (character) {
    notes.push({
      code: "path-character",
      at: "endpoint",
      message: `Cloudflare has been observed to refuse the character ${character} in a path.`,
    });
  }
  return notes;
}

function noteProtection({ endpoint, query }: HttpDestination): Note[] {
  const hasSecret = query.some((pair) => isSecretPair(pair) && pair.value !== "");
  if (hasSecret || hasSecretPart(splitEndpoint(endpoint))) return [];
  const message = "No credentials found. Anyone with the URL can send data.";
  return [{ code: "no-secret", at: "query", message }];
}

function noteName({ kind, name }: Pair, isRepeated: boolean, at: string): Note[] {
  const lower = name.toLowerCase();
  if (kind === "header") {
    if (lower === "content-encoding") {
      const message = "Logpush sends gzip. Your own Content-Encoding header may make the endpoint misread the body.";
      return [{ code: "content-encoding", at, message }];
    }
    if (lower !== "user-agent") return [];
    return [{ code: "user-agent", at, message: "Firewall rules that match Logpush's User-Agent will not apply." }];
  }
  const notes: Note[] = [];
  if (lower.startsWith("header_") && !name.startsWith("header_")) {
    const message = "This stays a parameter. Only lowercase header_ makes a header.";
    notes.push({ code: "prefix-case", at, message });
  }
  if (name !== "" && isRepeated) {
    const message = `Duplicate parameter ${name}. Servers differ in which one they read.`;
    notes.push({ code: "duplicate-parameter", at, message });
  }
  if (isSecretPair({ kind, name })) {
    const message = "Secrets in URLs end up in access logs. Use a header if possible.";
    notes.push({ code: "secret-parameter", at, message });
  }
  return notes;
}

/** Characters that are not encoded in the pair's original text. */
function noteRawCharacters(pair: Pair, index: number): Note[] {
  const { raw, value } = pair;
  if (raw === undefined) return [];
  const equals = raw.indexOf("=");
  const parts = equals < 0 ? [raw] : [raw.slice(0, equals), raw.slice(equals + 1)];
  return parts.flatMap((text, part): Note[] => {
    const isSecret = part === 0 ? equals < 0 : isSecretPair(pair);
    const found = findRawCharacter(text, isSecret);
    if (!found) return [];
    const better = parts.map((other, place) => (place === part ? encodeRawCharacters(other) : other)).join("=");
    const kinds = new Set(text.match(/[^A-Za-z0-9.,_:/?%+&={};-]/gu));
    const label =
      kinds.size === 1 && !isSecret ? `Write ${encodeRawCharacters([...kinds].join(""))}` : "Percent-encode";
    const at = `query.${index}.${part === 0 ? "name" : "value"}`;
    return [{ code: found.code, at, message: found.message, fix: { label, value, raw: better } }];
  });
}

function noteValue({ value, raw }: Pair, at: string): Note[] {
  const notes: Note[] = [];
  const decoded = looksEncoded(value) ? decodePercent(value) : undefined;
  if (decoded?.ok) {
    const message = "The value looks percent-encoded already. It will be encoded again.";
    notes.push({ code: "looks-encoded", at, message, fix: { label: "Use the decoded value", value: decoded.value } });
  }
  if (hasRawPlus(raw)) notes.push({ code: "raw-plus", at, message: plusMessage });
  if (raw?.includes(";")) {
    const message = "The ; is not encoded. Some servers treat it as a separator or reject the query.";
    notes.push({
      code: "raw-semicolon",
      at,
      message,
      fix: { label: "Write %3B", value, raw: raw.replaceAll(";", "%3B") },
    });
  }
  if (/[^\0-\x7f]/.test(value)) {
    const message = "The value contains characters outside ASCII, which many servers reject or garble.";
    notes.push({ code: "non-ascii", at, message });
  }
  return notes;
}
