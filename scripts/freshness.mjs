// Whether the installed packages and the build still match the sources. Only Node's own modules: see ensure.mjs.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Everything that `next build` reads; tests and documents are not included. */
const buildInputs = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const installStamp = join("node_modules", ".headgate-deps");
const ignored = /(?:\.test\.tsx?|\.md)$/;

/** Whether node_modules contains what the lock file requires, after an install by ensure.mjs or by hand. */
export function isInstalled(root) {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const stamp = join(root, installStamp);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === installFingerprint(root)) return true;
  const manifest = readJson(join(root, "package.json"));
  const wanted = readJson(join(root, "package-lock.json")).packages;
  // npm's own record, which it writes last; an interrupted install has none.
  const installed = readJson(record).packages;
  return (
    JSON.stringify(dependenciesOf(manifest)) === JSON.stringify(dependenciesOf(wanted[""])) &&
    Object.entries(wanted).every(
      ([path, { version, optional, devOptional }]) =>
        path === "" || optional || devOptional || installed[path]?.version === version,
    )
  );
}

/** Records that npm has installed this lock file. The stamp is in node_modules, so it is deleted with it. */
export function markInstalled(root) {
  writeFileSync(join(root, installStamp), installFingerprint(root));
}

function installFingerprint(root) {
  const manifest = readJson(join(root, "package.json"));
  const hash = createHash("sha256").update(JSON.stringify(dependenciesOf(manifest)));
  return hash.update(readFileSync(join(root, "package-lock.json"))).digest("hex");
}

function dependenciesOf({ dependencies = {}, devDependencies = {} }) {
  return [dependencies, devDependencies];
}

/** A digest of everything that affects the build. */
export function buildFingerprint(root) {
  const hash = createHash("sha256").update(process.versions.node);
  for (const input of buildInputs) {
    for (const path of filesUnder(root, input)) {
      hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
    }
  }
  return hash.digest("hex");
}

function filesUnder(root, path) {
  if (ignored.test(path) || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`));
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
