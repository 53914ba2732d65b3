import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listFiles } from "./list-files.ts";

/** Folders whose comments and strings follow the last table of docs/glossary.md. A folder is added once it is clean. */
const cleanFolders = [
  "app",
  "cli",
  "e2e",
  "lib/catalogue",
  "lib/cloudflare",
  "lib/delivery",
  "lib/emulator",
  "lib/logpush",
  "lib/server",
  "lib/snippets",
  "scripts",
];

/** The forms of that table that a regular expression can find. */
const forbidden: [form: RegExp, write: string][] = [
  [/(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b)\w+/, "is not a ..."],
  [/\banew\b/, "again, new"],
  [/\btold\b/, "reports, shows, says"],
  [/\b(?:becomes?|became) of\b/, "happens to"],
  [/\bby (?:itself|themselves)\b/, "(leave it out)"],
  [/\b(?:look|looks|looked|looking) at\b|\btakes? a look\b/, "reads, checks, searches, opens"],
  [/\bstands? (?:in|for|there|here|beside|behind|before|nowhere|apart)\b/, "is in"],
];

/** Block comments, line comments, and strings on one line. */
const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm;
const string = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`/g;

test.each(cleanFolders)("%s is in plain English", (folder) => {
  const found = listFiles(folder, /\.(?:tsx?|mjs)$/).flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const passages = [...text.matchAll(comment), ...text.replaceAll(comment, "").matchAll(string)];
    return passages.flatMap(([passage]) => {
      const plain = passage.replace(/\s*\n\s*\*?\s*/g, " ");
      return forbidden.flatMap(([form, write]) =>
        Array.from(plain.matchAll(new RegExp(form, "gi")), ([words]) => `${path}: write "${write}" for "${words}"`),
      );
    });
  });
  expect(found).toEqual([]);
});
