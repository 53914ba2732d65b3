import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { nastyStrings } from "../nasty-strings.fixture.ts";

export const seed = Date.now() % 1_000_000;

/** Many texts that may break quoting, with the special characters of every language. */
export const randomTexts: string[] = [
  ...nastyStrings,
  ...fc.sample(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replace(/[\0\p{Surrogate}]/gu, "")),
      fc.string({
        unit: fc.constantFrom(
          ..."'\"\\$`%!*?[]{}()<>|&;#~=@ \n\t\ra-1u0xU‘’‚‛“”",
          "${",
          "%{",
          "$${",
          "'@",
          "\u202e",
          "😀",
        ),
        maxLength: 20,
      }),
    ),
    { numRuns: 2500, seed },
  ),
];

/** Whether a program is installed; the checks that do not need it always run. */
export function hasProgram(name: string, versionArgument = "--version"): boolean {
  return spawnSync(name, [versionArgument]).status === 0;
}
