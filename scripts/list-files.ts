import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The paths below a folder that match, sorted. */
export function listFiles(folder: string, form: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => form.test(path))
    .sort();
}
