import { expect, test } from "vitest";
import { parseScopePath, scopePath } from "./job.ts";

const id = "023e105f4ecef8ad9ca31a8372d0c353";

test("a scope's path is parsed and formatted", () => {
  for (const path of [`zones/${id}`, `accounts/${id}`]) {
    const scope = parseScopePath(path);
    expect(scope && scopePath(scope)).toBe(path);
  }
});

test.each([
  "",
  id,
  `users/${id}`,
  `zones/${id}/`,
  `/zones/${id}`,
  `zones/${id.toUpperCase()}`,
  `zones/${id}\n`,
  "zones/..",
])("%j is not a scope", (path) => expect(parseScopePath(path)).toBeUndefined());
