/** A typed or pasted header. */
export type HeaderLine = { name: string; value: string };

/**
 * Parses pasted headers: `Name: value` lines, or curl's `-H 'Name: value'` without the quotes. Undefined if any line is
 * something else, so that an ordinary value can be pasted unchanged.
 */
export function parseHeaderLines(text: string): HeaderLine[] | undefined {
  const lines: HeaderLine[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const parts = isCurlLine(line) ? readCurlWords(line) : [line];
    for (const part of parts ?? [undefined]) {
      if (part?.trim() === "") continue;
      const header = part === undefined ? undefined : readHeader(part);
      if (!header) return undefined;
      lines.push(header);
    }
  }
  return lines.length === 0 ? undefined : lines;
}

function readHeader(text: string): HeaderLine | undefined {
  const [, name, value] = /^\s*([!#$%&'*+\-.^_`|~0-9A-Za-z]+):(.*)$/s.exec(text) ?? [];
  // "https://host" is a URL, not a header named https.
  if (name === undefined || value === undefined || value.startsWith("//")) return undefined;
  return { name, value: value.trim() };
}

function isCurlLine(line: string): boolean {
  return /^\s*(?:-H|--header)(?=[\s='"])/.test(line);
}

const curlOption = /\s*(?:-H|--header)[\s=]*(?:'((?:[^']|'\\'')*)'|"((?:[^"\\]|\\.)*)"|([^\s'"]+))(?=\s|$)/y;

/** The words of `-H word -H word \`; undefined if there is anything else. */
function readCurlWords(line: string): string[] | undefined {
  const text = line.replace(/\s*\\?\s*$/, "");
  const words: string[] = [];
  curlOption.lastIndex = 0;
  while (curlOption.lastIndex < text.length) {
    const match = curlOption.exec(text);
    if (!match) return undefined;
    const [, single, double, bare] = match;
    words.push(single?.replaceAll("'\\''", "'") ?? double?.replace(/\\(["\\$`])/g, "$1") ?? bare ?? "");
  }
  return words;
}
