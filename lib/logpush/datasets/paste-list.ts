/** A pasted list of fields, in its order and each name once. */
export type PastedList = {
  entries: { name: string; isKnown: boolean }[];
  /** Names whose letter case differs from the dataset's; `name` is the dataset's. */
  respelled: { typed: string; name: string }[];
  /** How many entries were repeated. */
  repeats: number;
};

/**
 * Parses field names separated by commas, spaces or lines; a JSON list; a job or its `output_options` as JSON; a
 * `field_names = [...]` of any language; or `fields=` of a logpull string. Total: any text gives a list, which may be
 * empty.
 */
export function readPastedList(text: string, knownNames: string[]): PastedList {
  const known = new Map(knownNames.map((name) => [name.toLowerCase(), name]));
  const exact = new Set(knownNames);
  const result: PastedList = { entries: [], respelled: [], repeats: 0 };
  const seen = new Set<string>();
  for (const typed of namesIn(text)) {
    const name = exact.has(typed) ? typed : (known.get(typed.toLowerCase()) ?? typed);
    if (seen.has(name)) {
      result.repeats += 1;
      continue;
    }
    seen.add(name);
    if (name !== typed) result.respelled.push({ typed, name });
    result.entries.push({ name, isKnown: exact.has(name) });
  }
  return result;
}

function namesIn(text: string): string[] {
  const listed = namesInJson(text);
  if (listed) return listed.map((name) => name.trim()).filter((name) => name !== "");
  const logpull = /(?:^|[\s"'?&])fields=([^&\s"']*)/.exec(text)?.[1];
  return (namedList(text) ?? (logpull === undefined ? text : decode(logpull)))
    .split(/[\s,;|]+/)
    .map(trimMarks)
    .filter((token) => token !== "");
}

/** The text between the brackets of a `field_names`, as in Terraform or a curl command. */
function namedList(text: string): string | undefined {
  const opening = /\bfield_names\b["']?\s*[=:]\s*\[/.exec(text);
  if (!opening) return undefined;
  const rest = text.slice(opening.index + opening[0].length);
  const end = rest.indexOf("]");
  return end < 0 ? rest : rest.slice(0, end);
}

const marks = new Set("[](){}\"'`:=*•-.");

/** Quotes, brackets and bullets around a name. */
function trimMarks(token: string): string {
  let [start, end] = [0, token.length];
  while (start < end && marks.has(token.charAt(start))) start += 1;
  while (end > start && marks.has(token.charAt(end - 1))) end -= 1;
  return token.slice(start, end);
}

function namesInJson(text: string): string[] | undefined {
  try {
    return listIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The list itself, or the list inside a job. */
function listIn(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  if (typeof value !== "object" || value === null) return undefined;
  const { field_names: names, output_options: options, result }: Record<string, unknown> = { ...value };
  return listIn(names) ?? listIn(options) ?? listIn(result);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
