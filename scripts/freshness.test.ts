import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildFingerprint, isInstalled, markInstalled } from "./freshness.mjs";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "headgate-freshness-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("isInstalled", () => {
  const entries = {
    "node_modules/next": { version: "1.0.0" },
    "node_modules/mac-only": { version: "2.0.0", optional: true },
  };

  beforeEach(() => {
    write("package.json", JSON.stringify({ dependencies: { next: "1.0.0" } }));
    write("package-lock.json", JSON.stringify({ packages: { "": { dependencies: { next: "1.0.0" } }, ...entries } }));
  });

  test("is false before an install and after one that was interrupted", () => {
    expect(isInstalled(root)).toBe(false);
    mkdirSync(join(root, "node_modules/next"), { recursive: true });
    expect(isInstalled(root)).toBe(false);
  });

  test("is true if only packages for other platforms are missing", () => {
    installed({ "node_modules/next": { version: "1.0.0" } });
    expect(isInstalled(root)).toBe(true);
  });

  test("is false if a version differs, a package is missing, or package.json is newer than the lock file", () => {
    installed({ "node_modules/next": { version: "0.9.0" } });
    expect(isInstalled(root)).toBe(false);
    installed({});
    expect(isInstalled(root)).toBe(false);
    installed({ "node_modules/next": { version: "1.0.0" } });
    write("package.json", JSON.stringify({ dependencies: { next: "1.0.0", react: "1.0.0" } }));
    expect(isInstalled(root)).toBe(false);
  });

  test("stays true after an install by ensure.mjs, until the lock file changes", () => {
    installed({});
    markInstalled(root);
    expect(isInstalled(root)).toBe(true);
    write("package-lock.json", JSON.stringify({ packages: { "": {}, ...entries } }));
    expect(isInstalled(root)).toBe(false);
  });

  function installed(packages: object): void {
    write("node_modules/.package-lock.json", JSON.stringify({ packages }));
  }
});

describe("buildFingerprint", () => {
  test("changes with a source, a rename and a setting, but not with a test or a document", () => {
    write("app/page.tsx", "one");
    const before = buildFingerprint(root);
    write("app/page.test.ts", "test");
    write("lib/emulator/README.md", "text");
    expect(buildFingerprint(root)).toBe(before);

    write("app/page.tsx", "two");
    const edited = buildFingerprint(root);
    expect(edited).not.toBe(before);
    rmSync(join(root, "app/page.tsx"));
    write("app/other.tsx", "two");
    expect(buildFingerprint(root)).not.toBe(edited);
    write("next.config.js", "export default {}");
    expect(buildFingerprint(root)).not.toBe(edited);
  });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
