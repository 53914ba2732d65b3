/**
 * Recognizes text that documentation prints in place of a value: `<YOUR_KEY>`, `{api_key}`, `${TOKEN}`, `{{ token }}`,
 * `$TOKEN`, `$(cat token)`, `%TOKEN%`, `[YOUR TOKEN]`, `YOUR_API_KEY`, `xxxx`, `****`. A real secret must never match,
 * so each form needs brackets around words, or words that a random text does not spell.
 */

/** Words that documentation uses in placeholders. */
const vocabulary = new Set(
  (
    "access account acct address api apikey auth authorization authtoken basic bearer bucket base64 base64encoded change " +
    "changeme client collector credential credentials customer database datadog dataset destination domain encoded endpoint " +
    "enter hec here host hostname id identifier ingest ingestion insert instance intake integration key license log logs " +
    "me my name org organization pass passwd password path port project redacted region replace secret sensitive server " +
    "service site source splunk stack stream subdomain tenant the this token type unique uri url user username uuid value " +
    "with workspace your zone"
  ).split(" "),
);
const secretWords = new Set("key apikey token authtoken secret password passwd credential credentials".split(" "));
/** Parts of a date, which some destinations expand in a path. The destination's rules judge them. */
const dateMacro = /^(?:DATE|DATETIME|YYYY|YY|MM|DD|HH|mm|ss|SS)$/;

type Form = { pattern: RegExp; isOne: (inner: string) => boolean };

const isIdentifier = (inner: string) => /^[A-Za-z_][\w.:[\]"'-]*$/.test(inner.trim());
const hasWord = (inner: string) => wordsOf(inner).some((word) => vocabulary.has(word));
/** Words in plain letters. A URL, markup with attributes or a number in brackets does not count. */
const isWords = (inner: string) =>
  /^[A-Za-z][\w .,'’/-]*$/.test(inner) && (hasWord(inner) || /^[A-Z][A-Z0-9_ -]{2,}$/.test(inner));

/** Bracketed forms, anywhere in a text. */
const bracketed: Form[] = [
  { pattern: /\$\{\{?([^{}]{1,200})\}\}?/g, isOne: (inner) => isIdentifier(inner) || hasWord(inner) },
  { pattern: /\{\{([^{}]{1,100})\}\}/g, isOne: (inner) => /[A-Za-z]/.test(inner) },
  { pattern: /(?<![^\s=:/,;&"'])\$\(([^()]{1,200})\)/g, isOne: (inner) => /[A-Za-z]{2}/.test(inner) },
  { pattern: /(?<![^\s=:/,;&"'])#\{([^{}]{1,200})\}/g, isOne: (inner) => isIdentifier(inner) || hasWord(inner) },
  { pattern: /%\(([A-Za-z_]\w{0,80})\)s/g, isOne: () => true },
  { pattern: /<([^<>]{1,80})>/g, isOne: isWords },
  {
    pattern: /(?<![{$])\{([^{}]{1,80})\}(?!\})/g,
    isOne: (inner) => !dateMacro.test(inner) && /^[A-Za-z][\w -]*$/.test(inner) && isWords(inner),
  },
  { pattern: /\[([^[\]]{1,80})\]/g, isOne: (inner) => isWords(inner) && hasWord(inner) },
  { pattern: /\(((?:sensitive|sensitive value|known after apply)[^()]{0,20})\)/g, isOne: () => true },
  { pattern: /%([A-Za-z][A-Za-z0-9_]+)%/g, isOne: (inner) => hasWord(inner) },
  { pattern: /(?<![A-Za-z0-9_])__([A-Za-z][A-Za-z0-9_]*?)__(?![A-Za-z0-9_])/g, isOne: hasWord },
];

/** Each of these forms has one of them, and hardly any value does. */
const marks = /[$%<({[_]/;

/** `$NAME`, `$env:NAME`: between separators. */
const variable = /(?<![^\s=:/,;&"'])\$(?:env:)?([A-Za-z_]\w*)(?![^\s/,;:&"'.])/g;
/** `YOUR_KEY` inside a longer text, such as `sk-YOUR_KEY`. */
const yours = /(?<![A-Za-z0-9])(?:YOUR[_ -][A-Z][A-Z0-9_ -]*|[Yy]our[-_ ][a-z][a-z0-9_ -]*)/g;

/**
 * The placeholders in the value of a header or a parameter, as written. `isSecret`: whether the pair's name marks a
 * secret. Only then do bare names such as `API_KEY` count, because elsewhere they may be real settings.
 */
export function findPlaceholders(value: string, { isSecret }: { isSecret: boolean }): string[] {
  const named = /your/i.test(value) ? matches(yours, value, (text) => wordsOf(text).length > 1) : [];
  const found = [...findUnfilled(value), ...named];
  if (found.length > 0) return unique(found, value);
  const bare = value.replace(/^[A-Za-z][\w-]*\s+(?=\S+$)/, "");
  const whole = [value.trim(), bare].find((text) => isStandIn(text) || (isSecret && isSecretName(text)));
  return whole === undefined ? [] : [whole];
}

/** The references and bracketed placeholders in any text that block sending. references.ts finds more forms. */
export function findUnfilled(text: string): string[] {
  if (!marks.test(text)) return [];
  return unique(
    [
      ...bracketed.flatMap(({ pattern, isOne }) => matches(pattern, text, isOne)),
      ...matches(variable, text, (name) => /^[A-Z_][A-Z0-9_]{2,}$/.test(name) || secretWords.has(lastWord(name))),
    ],
    text,
  );
}

/** The placeholders in an endpoint URL. Its host and path may contain ordinary words, so only capitals count. */
export function findEndpointPlaceholders(endpoint: string): string[] {
  return unique(
    [
      ...findUnfilled(endpoint),
      ...matches(/(?<![A-Za-z0-9])YOUR[_-][A-Z0-9_-]+/g, endpoint, () => true),
      ...matches(/(?<=\/)[xX]{6,}(?=\/|$)/g, endpoint, () => true),
    ],
    endpoint,
  );
}

/** What programs print for a value that they hide or lack, and references that were never replaced. */
const instead: readonly RegExp[] = [
  /^\W*(?:placeholder|undefined|todo|tbd)\W*$/i,
  /^\[object \w+\]$/,
  /^(?:process\.env|os\.environ|os\.getenv|System\.getenv|var\.[a-z_])[\w.()['"\]-]*$/,
];
/** `((token))`, `@TOKEN@` and `$TOKEN$`, as template tools write them. */
const wrapped = /^(?:\(\(([\w.-]{1,80})\)\)|@@?(\w{1,80})@@?|\$([A-Za-z_]\w{0,80})\$)$/;

/**
 * Text that replaces a whole value: a run of x, asterisks or dots, an instruction, or a reference that was never
 * replaced.
 */
function isStandIn(text: string): boolean {
  const [, ...inside] = wrapped.exec(text) ?? [];
  if (instead.some((pattern) => pattern.test(text)) || inside.some((name) => name !== undefined && hasWord(name)))
    return true;
  if (/^(?:[xX]{3,}|\*{3,}|\.{3,}|…)$/.test(text)) return true;
  if (/^[xX]{2,}(?:-[xX]{2,})+$/.test(text) || /(?<![A-Za-z0-9])[xX]{4,}$/.test(text) || /([xX])\1{7}/.test(text))
    return true;
  if (/^[\w+/=-]{2,}(?:\.{3}|…)$/.test(text) || /^[\w-]{2,}\*{4,}$/.test(text)) return true;
  if (/^your[a-z]*(?:key|token|secret|password|id|name|host|domain)$/i.test(text)) return true;
  const words = wordsOf(text);
  if (!/^[A-Za-z][A-Za-z0-9_ .-]*$/.test(text) || words.length < 2) return text.toLowerCase() === "changeme";
  const [first = "", ...rest] = words;
  if (first === "your") return rest.every((word) => /^[a-z0-9]+$/.test(word));
  if (/^(?:my|the)$/.test(first) && !secretWords.has(lastWord(text))) return false;
  const isInstruction = /^(?:insert|enter|replace|change|my|the)$/.test(first) || words.at(-1) === "here";
  return isInstruction && words.every((word) => vocabulary.has(word));
}

/** `API_KEY`, `SPLUNK-HEC-TOKEN`, `TOKEN`: a name in capitals that ends in a word for a secret. */
function isSecretName(text: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$/.test(text) && secretWords.has(lastWord(text));
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

function lastWord(text: string): string {
  return wordsOf(text).at(-1) ?? "";
}

function matches(pattern: RegExp, text: string, isOne: (inner: string) => boolean): string[] {
  return Array.from(text.matchAll(pattern)).flatMap(([whole, inner]) => (isOne(inner ?? whole) ? [whole.trim()] : []));
}

/** More of them in one value do not come from documentation. */
const maxFound = 200;

/** Each once, without those that occur only inside another, as `{TOKEN}` does in `${TOKEN}`. */
function unique(found: string[], text: string): string[] {
  const distinct = Array.from(new Set(found)).slice(0, maxFound);
  const kept = new Set<string>();
  let rest = text;
  for (const one of distinct.toSorted((a, b) => b.length - a.length)) {
    if (!rest.includes(one)) continue;
    kept.add(one);
    rest = rest.replaceAll(one, "\0");
  }
  return distinct.filter((one) => kept.has(one));
}
