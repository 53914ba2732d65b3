/**
 * What docs/attributes.md and the SDK's types say about the attributes of a job, read as text: TypeScript 7 has no
 * compiler API for JavaScript. scripts/attributes.test.ts compares the two.
 */

/** The members of `export interface NAME` in the text of a .d.ts file, nested types passed over. Throws if there is none. */
export function readMembers(source: string, name: string): string[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
  const start = new RegExp(`export interface ${name}\\b[^{]*\\{`).exec(text);
  if (!start) throw new Error(`There is no interface ${name}.`);
  if (/\bextends\b/.test(start[0])) throw new Error(`${name} extends another interface, which this does not read.`);
  const members: string[] = [];
  let depth = 1;
  let isTypeNext = false;
  const tokens = /(["'])((?:\\.|(?!\1).)*)\1|[A-Za-z_$][\w$]*|=>|[{}()[\]<>;:]/g;
  tokens.lastIndex = start.index + start[0].length;
  for (let token = tokens.exec(text); token !== null && depth > 0; token = tokens.exec(text)) {
    const [whole, , quoted] = token;
    if ("{([<".includes(whole)) depth += 1;
    else if ("})]>".includes(whole)) depth -= 1;
    else if (depth === 1 && whole === ";") isTypeNext = false;
    else if (depth === 1 && whole === ":") isTypeNext = true;
    else if (depth === 1 && !isTypeNext && whole !== "readonly") members.push(quoted ?? whole);
  }
  return members;
}

/** Where an attribute is used: attribute -> "create", "update", "response", in this order. */
export type Uses = Record<string, string[]>;

/** Joins the interfaces of the SDK into one list, each under the word for its use. */
export function listUses(source: string, interfaces: [use: string, name: string][]): Uses {
  const uses: Uses = {};
  for (const [use, name] of interfaces) {
    for (const member of readMembers(source, name)) uses[member] = [...(uses[member] ?? []), use];
  }
  return uses;
}

/** A row of the table. `tests` are the files, each with the text that it must hold. */
export type Row = {
  section: string;
  attribute: string;
  uses: string[];
  place: string;
  tests: [path: string, text: string][];
};

/** The rows under each `## heading` of the table: attribute | used in | where in the form | tests. */
export function readRows(markdown: string): Row[] {
  const rows: Row[] = [];
  let section = "";
  for (const line of markdown.split("\n")) {
    section = /^## (.+)/.exec(line)?.[1] ?? section;
    const [, attribute, uses = "", place = "", tests = ""] =
      /^\| `([^`]+)` *\| *([^|]*?) *\| *([^|]*?) *\| *([^|]*?) *\|$/.exec(line) ?? [];
    if (attribute === undefined) continue;
    const named = Array.from(tests.matchAll(/`([^`]+)` "([^"]+)"/g), ([, path = "", text = ""]): [string, string] => [
      path,
      text,
    ]);
    rows.push({ section, attribute, uses: uses.split(", "), place, tests: named });
  }
  return rows;
}

/** The page with `rows` appended under their headings where it has no row for them, and its columns aligned. */
export function completeTable(markdown: string, rows: Row[]): string {
  return markdown
    .split(/^(?=## )/m)
    .map((part) => {
      const missing = rows.filter(
        ({ section, attribute }) => part.startsWith(`## ${section}\n`) && !part.includes(`\n| \`${attribute}\` `),
      );
      const cells = missing.map(({ attribute, uses, place, tests }) => {
        return [
          `\`${attribute}\``,
          uses.join(", "),
          place,
          tests.map(([path, text]) => `\`${path}\` "${text}"`).join("; "),
        ];
      });
      return cells.length === 0 ? part : part.replace(/^\|(?:.|\n\|)*/m, (table) => alignTable(table, cells));
    })
    .join("");
}

function alignTable(table: string, added: string[][]): string {
  const cells = [
    ...table.split("\n").map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    ),
    ...added,
  ];
  const count = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...cells.map((row) => (/^-+$/.test(row[column] ?? "") ? 0 : (row[column] ?? "").length))),
  );
  const lines = cells.map((row) => {
    const isRule = row.every((cell) => /^-+$/.test(cell));
    const padded = widths.map((width, column) => (isRule ? "-".repeat(width) : (row[column] ?? "").padEnd(width)));
    return `| ${padded.join(" | ")} |`;
  });
  return lines.join("\n");
}

type Comparison = {
  rows: Row[];
  /** Attributes by section, from the SDK and from the documentation. */
  known: Record<string, Uses>;
  /** The text of a file, or undefined if there is none. */
  readFile: (path: string) => string | undefined;
};

/** Everything in which the table, the API and the tests disagree; nothing if they agree. */
export function listDisagreements({ rows, known, readFile }: Comparison): string[] {
  const missing = Object.entries(known).flatMap(([section, uses]) =>
    Object.keys(uses)
      .filter((attribute) => !rows.some((row) => row.section === section && row.attribute === attribute))
      .map((attribute) => `${section}: ${attribute} has no row`),
  );
  const wrong = rows.flatMap((row, index) => {
    const name = `${row.section}: ${row.attribute}`;
    const uses = known[row.section]?.[row.attribute];
    const isTwice =
      rows.findIndex((other) => other.section === row.section && other.attribute === row.attribute) < index;
    return [
      ...(isTwice ? [`${name} is there twice`] : []),
      ...(uses === undefined ? [`${name} exists nowhere`] : []),
      ...(uses && uses.join() !== row.uses.join() ? [`${name} is used in ${uses.join(", ")}`] : []),
      ...(row.place === "" ? [`${name} has no place`] : []),
      ...(row.tests.length === 0 ? [`${name} names no test`] : []),
      ...row.tests.flatMap(([path, text]) => {
        const content = readFile(path);
        if (content === undefined) return [`${name}: there is no ${path}`];
        return content.includes(text) ? [] : [`${name}: ${path} does not hold "${text}"`];
      }),
    ];
  });
  return [...missing, ...wrong];
}
