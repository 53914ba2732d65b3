import { basic } from "../destination/auth.ts";
import { isHarmless } from "../destination/harmless.ts";
import type { Pair } from "../destination/pair.ts";
import { openValue } from "../destination/plus.ts";
import { parseStoredDestination } from "../destination/stored.ts";

/**
 * How a value is written in a header or parameter: alone, after the word of an authentication scheme (`Bearer x`), or as the
 * password of Basic authentication (base64 of `user:password`).
 */
export type SecretForm =
  | { form: "plain" }
  | { form: "scheme"; scheme: string }
  | { form: "basic"; scheme: string; user: string };

/**
 * A value of a destination, and where it is: `place` is the position in the query. `secret` is what is replaced, `value`
 * all of the header or parameter; both have U+0000 for a raw `+`, as `openValue`.
 */
export type SecretUse = { place: number; kind: Pair["kind"]; name: string; value: string; secret: string } & SecretForm;

/** The values of a destination that could be rotated. Those known to be harmless, such as a content type, are left out. */
export function listSecretUses(conf: string): SecretUse[] {
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) return [];
  return parsed.value.query.flatMap((pair, place) => {
    if (pair.value === "" || isHarmless(pair)) return [];
    return [{ place, kind: pair.kind, name: pair.name, value: openValue(pair), ...readSecret(pair) }];
  });
}

/** A header's value in another spelling of the same form. */
export function writeSecret(form: SecretForm, secret: string): string {
  if (form.form === "plain") return secret;
  if (form.form === "scheme") return `${form.scheme} ${withoutScheme(secret, form.scheme)}`;
  const written = basic(form.user, withoutScheme(secret, form.scheme));
  return written.ok ? `${form.scheme} ${written.value[0]?.value.slice("Basic ".length) ?? ""}` : secret;
}

/** Somebody may type the scheme again; it is not doubled. */
function withoutScheme(secret: string, scheme: string): string {
  const start = secret.slice(0, scheme.length + 1).toLowerCase();
  return start === `${scheme.toLowerCase()} ` ? secret.slice(scheme.length + 1).trimStart() : secret;
}

/** A raw `+` stays apart from a space and a plus, as in `openValue`. */
function readSecret(pair: Pair): SecretForm & { secret: string } {
  const value = openValue(pair);
  const [, scheme = "", rest = ""] = /^([A-Za-z][A-Za-z0-9-]*) +(\S.*)$/s.exec(value) ?? [];
  if (pair.kind === "param" || !isScheme(scheme, pair.name)) return { form: "plain", secret: value };
  if (scheme.toLowerCase() !== "basic") return { form: "scheme", scheme, secret: rest };
  const [user, password] = readBasic(rest);
  return password === undefined
    ? { form: "scheme", scheme, secret: rest }
    : { form: "basic", scheme, user: user ?? "", secret: password };
}

/** Any word in `Authorization` (RFC 9110 section 11.4); elsewhere those that services ask for, because other values have words too. */
function isScheme(word: string, header: string): boolean {
  if (word === "") return false;
  return header.toLowerCase() === "authorization" || /^(?:bearer|basic|token|splunk|api-?key|api-?token)$/i.test(word);
}

function readBasic(text: string): [user?: string, password?: string] {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const colon = decoded.indexOf(":");
    return colon < 0 ? [] : [decoded.slice(0, colon), decoded.slice(colon + 1)];
  } catch {
    return [];
  }
}
