import { describe, expect, test } from "vitest";
import { findLooseActions, looseIn } from "./loose-actions.mjs";

describe("server actions", () => {
  test("are all built by defineAction", () => {
    expect(findLooseActions(process.cwd())).toEqual([]);
  });

  test.each([
    ["a function", "export async function free() {}"],
    ["an arrow", "export const free = async () => {};"],
    ["another wrapper", "export const free = define({});"],
    ["a default", "export default defineAction({});"],
    ["one under another name", 'export { free } from "./elsewhere.ts";'],
    ["all of another file", 'export * from "./elsewhere.ts";'],
    [
      "a call of the result",
      "export const free = defineAction({})() ?? defineAction;\nexport let other = defineAction({});",
    ],
  ])("%s in a file of actions is found", (_title, line) => {
    expect(looseIn(`"use server";\n\n${line}\n`)).not.toEqual([]);
  });

  test("one inside a function is found", () => {
    expect(looseIn('export function Page() {\n  async function save() {\n    "use server";\n  }\n}\n')).toHaveLength(1);
  });

  test("one built by defineAction is fine, whatever a comment says", () => {
    const text =
      "'use server';\n// export const old = free();\nexport const save = defineAction(\n  { role: 'admin' },\n  run,\n);\n";
    expect(looseIn(text)).toEqual([]);
    expect(looseIn('/** Not "use server" here. */\nexport const a = 1;\n')).toEqual([]);
  });
});
