import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { parseJsonWithGaps } from "../json/parse-json.ts";
import { isKnown } from "./terraform-expression.ts";
import { formatText } from "./terraform-format.ts";
import { writeTerraformJson } from "./terraform-json.ts";
import { asFlag, asNumber, compareTexts, isSame } from "./terraform-operators.ts";

/** The value, or undefined if Terraform would refuse the arguments or the result depends on a gap. */
type TerraformFunction = (...args: Json[]) => Json | undefined;

/** A value as a text, as in a template; undefined if it cannot be converted. */
export function convertToText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" && Math.abs(value) < 1e21 ? String(value) : undefined;
}

function onText(work: (text: string) => Json | undefined): TerraformFunction {
  return (value) => {
    const text = convertToText(value);
    return text === undefined ? undefined : work(text);
  };
}

/** Applies to the pieces of a text between its gaps, which stay unchanged. */
function onPieces(work: (text: string) => string): TerraformFunction {
  return onText((text) =>
    text
      .split(/(\ufdd0[^\ufdd0\ufdd1]*\ufdd1)/)
      .map((piece) => (isKnown(piece) ? work(piece) : piece))
      .join(""),
  );
}

function onTexts(count: number, work: (...texts: string[]) => Json | undefined): TerraformFunction {
  return (...values) => {
    const texts = values.map(convertToText).filter((text) => text !== undefined);
    return values.length === count && texts.length === count ? work(...texts) : undefined;
  };
}

function onList(work: (list: Json[]) => Json | undefined): TerraformFunction {
  return (value) => (Array.isArray(value) ? work(value) : undefined);
}

function onObject(work: (object: JsonObject) => Json | undefined): TerraformFunction {
  return (value) => (value !== undefined && isJsonObject(value) ? work(value) : undefined);
}

function join(separator: Json | undefined, ...lists: Json[]): Json | undefined {
  const glue = convertToText(separator);
  const texts = lists.flatMap((list) => (Array.isArray(list) ? list : [undefined])).map(convertToText);
  if (glue === undefined || !isKnown(glue) || !lists.every(Array.isArray)) return undefined;
  // A gap may be a list or a text, but never inside a known list.
  const known = texts.filter((text) => text !== undefined);
  return known.length === texts.length ? known.join(glue) : undefined;
}

function distinct(list: Json[]): Json[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const key = writeTerraformJson(item);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function flatten(list: Json[]): Json[] {
  return list.flatMap((item) => (Array.isArray(item) ? flatten(item) : [item]));
}

function sortTexts(list: Json[]): Json | undefined {
  const texts = list.map(convertToText).filter((text) => text !== undefined);
  return texts.length === list.length ? texts.sort(compareTexts) : undefined;
}

/** A set has no order; Terraform iterates over a set of texts in the order of `sort`. */
function toSet(list: Json[]): Json | undefined {
  const items = distinct(list);
  return items.every((item) => typeof item === "string" && isKnown(item)) ? sortTexts(items) : items;
}

function merge(...objects: Json[]): Json | undefined {
  const known = objects.filter((object) => object !== null);
  return known.every(isJsonObject) ? Object.fromEntries(known.flatMap((object) => Object.entries(object))) : undefined;
}

function lookup(object: Json | undefined, key: Json | undefined, fallback?: Json): Json | undefined {
  const name = convertToText(key);
  if (name === undefined || !isKnown(name) || object === undefined || !isJsonObject(object)) return undefined;
  return Object.hasOwn(object, name) ? object[name] : fallback;
}

function element(list: Json | undefined, place: Json | undefined): Json | undefined {
  const index = asNumber(place);
  if (!Array.isArray(list) || list.length === 0 || index === undefined || !Number.isInteger(index)) return undefined;
  return list[((index % list.length) + list.length) % list.length];
}

function coalesce(...values: Json[]): Json | undefined {
  const first = values.find((value) => value !== null && value !== "");
  // A gap may turn out to be null.
  return first !== undefined && isKnown(first) ? first : undefined;
}

function substring(text: Json | undefined, offset: Json | undefined, length: Json | undefined): Json | undefined {
  const [from, count] = [asNumber(offset), asNumber(length)];
  if (typeof text !== "string" || from === undefined || count === undefined) return undefined;
  const signs = Array.from(text);
  const start = from < 0 ? signs.length + from : from;
  return signs.slice(Math.max(0, start), count < 0 ? undefined : start + count).join("");
}

function lengthOf(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === "string") return Array.from(value).length;
  return value !== undefined && isJsonObject(value) ? Object.keys(value).length : undefined;
}

/** A search in slashes is a regular expression, which is not run here. */
function replace(text: Json | undefined, search: Json | undefined, replacement: Json | undefined): Json | undefined {
  const [from, to] = [convertToText(search), convertToText(replacement)];
  if (!from || to === undefined || !isKnown(from) || /^\/.*\/$/s.test(from)) return undefined;
  return onPieces((piece) => piece.split(from).join(to))(text ?? null);
}

function trimSigns(text: string, signs: string): string {
  const set = new Set(signs);
  const letters = Array.from(text);
  const start = letters.findIndex((letter) => !set.has(letter));
  const end = letters.findLastIndex((letter) => !set.has(letter));
  return start === -1 ? "" : letters.slice(start, end + 1).join("");
}

/** The result of Go's `url.QueryEscape`: a space is a plus sign. */
function queryEscape(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

function decodeBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function formatList(spec: Json | undefined, ...args: Json[]): Json | undefined {
  const lengths = args.flatMap((arg) => (Array.isArray(arg) ? [arg.length] : []));
  const [length = 0] = lengths;
  if (!lengths.every((other) => other === length) || typeof spec !== "string") return undefined;
  const texts = Array.from({ length }, (_, at) =>
    formatText(
      spec,
      args.map((arg) => (Array.isArray(arg) ? (arg[at] ?? null) : arg)),
    ),
  ).filter((text) => text !== undefined);
  return texts.length === length ? texts : undefined;
}

const same: TerraformFunction = (value) => value;

/** Functions whose result can contain the gaps of their arguments. */
const partial: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>(
  Object.entries({
    join,
    merge,
    lookup,
    coalesce,
    formatlist: formatList,
    format: (spec, ...args) => (typeof spec === "string" && isKnown(spec) ? formatText(spec, args) : undefined),
    concat: (...lists) => (lists.every(Array.isArray) ? lists.flat(1) : undefined),
    flatten: onList(flatten),
    keys: onObject((object) => Object.keys(object).sort(compareTexts)),
    values: onObject((object) =>
      Object.keys(object)
        .sort(compareTexts)
        .map((key) => object[key] ?? null),
    ),
    element: (list, place) => (place !== undefined && isKnown(place) ? element(list, place) : undefined),
    jsonencode: (value) => (value === undefined ? undefined : writeTerraformJson(value)),
    replace,
    urlencode: onPieces(queryEscape),
    tostring: (value) => (value === null ? null : convertToText(value)),
    tolist: onList((list) => list),
    tomap: onObject((object) => object),
    toset: onList(toSet),
    trimspace: onText((text) => text.trim()),
    chomp: onText((text) => text.replace(/(?:\r?\n)+$/, "")),
    sensitive: same,
    nonsensitive: same,
  }),
);

/** Functions whose result depends on all of their arguments. */
const total: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>(
  Object.entries({
    split: onTexts(2, (separator, text) => (text === "" ? [""] : text.split(separator))),
    upper: onText((text) => text.toUpperCase()),
    lower: onText((text) => text.toLowerCase()),
    title: onText((text) => text.replace(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase())),
    trim: onTexts(2, trimSigns),
    trimprefix: onTexts(2, (text, start) => (text.startsWith(start) ? text.slice(start.length) : text)),
    trimsuffix: onTexts(2, (text, end) => (end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text)),
    startswith: onTexts(2, (text, start) => text.startsWith(start)),
    endswith: onTexts(2, (text, end) => text.endsWith(end)),
    substr: substring,
    length: lengthOf,
    tonumber: (value) => (value === null ? null : asNumber(value)),
    tobool: (value) => (value === null ? null : asFlag(value)),
    distinct: onList(distinct),
    compact: onList((list) => list.filter((item) => item !== null && item !== "")),
    sort: onList(sortTexts),
    reverse: onList((list) => list.toReversed()),
    contains: (list, item) => (Array.isArray(list) ? list.some((other) => isSame(other, item ?? null)) : undefined),
    jsondecode: onText((text) => {
      const parsed = parseJsonWithGaps(text);
      return parsed.ok ? parsed.value : undefined;
    }),
    base64encode: onText(encodeBase64),
    base64decode: onText(decodeBase64),
  }),
);

/** Whether a function can be called with partly known arguments. */
export function isPartial(name: string): boolean {
  return partial.has(name);
}

/** Calls a Terraform function; undefined for an unsupported one, such as `file`, and for invalid arguments. */
export function callFunction(name: string, args: Json[]): Json | undefined {
  return (partial.get(name) ?? total.get(name))?.(...args);
}
