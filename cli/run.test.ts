import { describe, expect, test } from "vitest";
import { terminalOf } from "./testing/terminal.ts";

const verbs = [
  ...["import", "explain", "drift", "export", "audit", "backup", "restore", "move-store", "export-files"],
  ...["hash-password", "emulator"],
];

describe("the command line", () => {
  test("lists its verbs, each with a summary", async () => {
    const { code, out, err } = await terminalOf().run("--help");
    expect({ code, err }).toEqual({ code: 0, err: [] });
    for (const verb of verbs) {
      expect(out.join("\n")).toMatch(new RegExp(`^  ${verb} +[A-Z].+\\.$`, "m"));
    }
  });

  test.each(verbs)("shows how to use %s", async (verb) => {
    const { code, out, err } = await terminalOf().run(verb, "--help");
    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(out.join("\n")).toContain(`headgate -- ${verb}`);
    expect(out.join("\n")).toContain("--json");
  });

  test.each([
    ["no verb", [], "missing verb"],
    ["a verb that does not exist", ["imports"], 'unknown verb "imports"'],
    ["a name that every object has", ["constructor"], "unknown verb"],
    ["too few arguments", ["import"], "usage: npm run --silent headgate -- import FILE|- [--json]"],
    ["too many arguments", ["import", "a", "b"], "usage:"],
    ["an option that does not exist", ["import", "a", "--yes"], "--yes"],
    ["a file that does not exist", ["import", "nowhere.json"], "file not found: nowhere.json"],
  ])("exits with 1 and says why: %s", async (_title, args, reason) => {
    const { code, out, err } = await terminalOf().run(...args);
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(err.join("\n")).toContain(reason);
  });

  test("prints no control character from an argument", async () => {
    const { err } = await terminalOf().run("import\u001b[31m");
    expect(err.join("\n")).not.toContain("\u001b");
  });
});
