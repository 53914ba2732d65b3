import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import withoutResources from "./base-client-loader.mjs";

const installed = readFileSync(
  join(dirname(createRequire(import.meta.url).resolve("cloudflare")), "client.mjs"),
  "utf8",
);

test("the SDK's base client needs none of its resources", () => {
  const base = withoutResources(installed);
  expect(base).toContain("export var BaseCloudflare =");
  expect(base).not.toContain("./resources/");
  // What the cut code uses of the resources would be undefined only when it runs.
  const names = Array.from(installed.matchAll(/^import (.*) from "\.\/resources\//gm), ([, clause = ""]) => clause);
  const cut = names.flatMap((clause) => clause.match(/\b(?!as\b)\w+\b/g) ?? []);
  expect(cut.length).toBeGreaterThan(100);
  const used = new Set(base.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, "").match(/\b[A-Z]\w*\b/g));
  expect(cut.filter((name) => used.has(name))).toEqual([]);
});

test("a client of another shape stops the build", () => {
  expect(() => withoutResources("export class Cloudflare {}")).toThrow("update scripts/base-client-loader.mjs");
});
