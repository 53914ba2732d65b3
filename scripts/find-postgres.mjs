import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { receiverEnv, receiversFolder } from "./find-receivers.mjs";

/** The folder of PostgreSQL's programs: the system's, or the one that `ensure.mjs receivers` unpacked. Or undefined. */
export function findPostgres() {
  for (const root of ["/usr/lib/postgresql", join(receiversFolder, "usr", "lib", "postgresql")]) {
    const versions = existsSync(root) ? readdirSync(root).filter((name) => /^\d+$/.test(name)) : [];
    const newest = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, "bin"));
    const found = newest.find((bin) => existsSync(join(bin, "postgres")) && existsSync(join(bin, "initdb")));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Messages in English, and the unpacked libraries where they are needed. */
export function postgresEnv() {
  return { ...receiverEnv(), LC_ALL: "C" };
}
