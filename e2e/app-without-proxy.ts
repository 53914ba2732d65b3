import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The built app without its proxy: a copy of the build whose manifest does not name it. `remove` deletes the copy. */
export function copyWithoutProxy(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), "headgate-no-proxy-"));
  const skipped = /\.next\/(?:cache|dev|types|trace)(?:\/|$)/;
  cpSync(".next", join(root, ".next"), { recursive: true, filter: (path) => !skipped.test(path) });
  for (const name of ["scripts", "public", "package.json", "next.config.js"]) {
    cpSync(name, join(root, name), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  const manifest = join(root, ".next/server/functions-config-manifest.json");
  const config = JSON.parse(readFileSync(manifest, "utf8"));
  if (!config.functions["/_middleware"]) throw new Error("The build has no proxy to leave out.");
  delete config.functions["/_middleware"];
  writeFileSync(manifest, JSON.stringify(config));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
