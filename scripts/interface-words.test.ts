import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listFiles } from "./list-files.ts";

/** What people read. The emulator, the store and the catalogue speak to programs. */
const sources = [
  "app",
  "cli",
  "components",
  "lib/cloudflare",
  "lib/delivery",
  "lib/logpush",
  "lib/server",
  "lib/snippets",
];
const guides = [
  "README.md",
  "CHANGELOG.md",
  ...["alerts", "attributes", "command-line", "deployment", "errors", "security"].map((name) => `docs/${name}.md`),
];

/** Names in which a forbidden word is right. */
const names =
  /test receiver|receiver config|cloudflare receiver|HTTP Receiver|receiver\/cloudflare|receiver\.headgate|receivers:|"?hidden scope/gi;

const notTests = /(?<!\.test|\.fixture)\.tsx?$/;
const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm;
const string = /"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\\n]|\\.)*)`/g;
const jsxText = /[>}]([^<>{}=;]+)[<{]/g;
const code = /^(```|~~~)[\s\S]*?^\1$|`[^`]*`|\]\([^)]*\)|<[^>]*>/gm;

/** The rows of "Interface" in the glossary: a form, and what to write for it. */
function readForbidden(): [form: RegExp, write: string][] {
  const [, table = ""] = readFileSync("docs/glossary.md", "utf8").split("## Interface\n");
  const rows = (table.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).flatMap((row) => {
    const [, write = "", not = ""] = row.split("|").map((cell) => cell.trim());
    return not.split(", ").map((words): [RegExp, string] => [new RegExp(`\\b${words}(?:s|'s|’s)?\\b`, "gi"), write]);
  });
}

const forbidden = readForbidden();

function findForbidden(path: string, passages: string[]): string[] {
  return passages.flatMap((passage) => {
    const plain = passage
      .replace(/\$\{[^{}]*\}|\$\{.*/gs, "…")
      .replace(/\s+/g, " ")
      .replace(names, "");
    return forbidden.flatMap(([form, write]) =>
      Array.from(plain.matchAll(form), ([words]) => `${path}: write "${write}" for "${words}" in: ${plain.trim()}`),
    );
  });
}

/** Several words, or one with a capital: not an identifier, a path or a class. */
function isProse(text: string): boolean {
  return !/\w\(|\?\./.test(text) && (/\p{L}{2}[,.:;!?’”]* \p{L}/u.test(text) || /^\s*[A-Z][a-z]+\s*$/.test(text));
}

function passagesOf(path: string): string[] {
  const text = readFileSync(path, "utf8").replaceAll(comment, "");
  const strings = Array.from(text.matchAll(string), ([, quoted, template]) => quoted ?? template ?? "");
  const texts = path.endsWith("x") ? Array.from(text.matchAll(jsxText), ([, words]) => words ?? "") : [];
  return [...strings, ...texts].filter(isProse);
}

test("the glossary names words to look for", () => expect(forbidden.length).toBeGreaterThan(20));

test.each(sources)("what people read of %s keeps to the glossary", (folder) => {
  const paths = listFiles(folder, notTests).filter((path) => !path.includes("/testing/"));
  expect(paths.flatMap((path) => findForbidden(path, passagesOf(path)))).toEqual([]);
});

test.each(guides)("%s keeps to the glossary", (path) => {
  const paragraphs = readFileSync(path, "utf8")
    .replaceAll(code, "")
    .split(/\n\n|\n(?=[-|#])/);
  expect(findForbidden(path, paragraphs)).toEqual([]);
});

test.each([
  ['const a = "The receiver failed.";', 1],
  ["const a = `Choose a scope for $".concat("{name}.`;"), 1],
  ["<p>Switched off by {name}</p>", 1],
  ['const a = "The test receiver accepted it.";', 0],
  ['// The receiver failed.\nconst scope = "scope";', 0],
])("%s", (text, count) => {
  const plain = text.replaceAll(comment, "");
  const strings = Array.from(plain.matchAll(string), ([, quoted, template]) => quoted ?? template ?? "");
  const texts = Array.from(plain.matchAll(jsxText), ([, words]) => words ?? "");
  expect(findForbidden("x", [...strings, ...texts].filter(isProse))).toHaveLength(count);
});
