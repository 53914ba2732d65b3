// Finds server actions that defineAction did not build, which would not authorize anybody. Only Node's own modules: see
// ensure.mjs.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const folders = ["app", "components", "lib"];
const directive = /^\s*(["'])use server\1/;
const anyDirective = /(["'])use server\1/;
const made = /^export const \w+ = defineAction\($/;

/** One line for each export of a "use server" file that is something else, and for each action inside a function. */
export function findLooseActions(root) {
  return folders.flatMap((folder) =>
    sourcesBelow(join(root, folder)).flatMap((path) =>
      looseIn(readFileSync(path, "utf8")).map((finding) => `${relative(root, path)}: ${finding}`),
    ),
  );
}

/** The same for the text of one file. */
export function looseIn(text) {
  if (!directive.test(text)) {
    return anyDirective.test(withoutComments(text)) ? ["an action inside a function captures its surroundings"] : [];
  }
  return withoutComments(text)
    .split("\n")
    .filter((line) => /^\s*export\b/.test(line))
    .map((line) => line.replace(/\(.*/, "("))
    .filter((line) => !made.test(line));
}

/** Keeps string literals: a directive is one. */
function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

function sourcesBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}
