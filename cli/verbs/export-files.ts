import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "#lib/server/env/rules.ts";
import { legacyFiles } from "#lib/server/take-over.ts";
import { requireState } from "#lib/store/backup-store.ts";
import { readAtOneMoment } from "#lib/store/copy-store.ts";
import { findOwnStore, toCliError, withStore } from "../stores.ts";
import { CliError, callerPath, type Run, toJson } from "../verb.ts";

export const runExportFiles: Run = async ([typed = ""], values, { print }) => {
  const folder = callerPath(typed);
  const options = findOwnStore();
  if (options.kind === "sqlite" && !existsSync(options.file)) {
    throw new CliError(`${options.file} does not exist: nothing to export. HEADGATE_DATA sets the data folder.`);
  }
  const taken = legacyFiles.find(({ name }) => existsSync(join(folder, name)));
  if (taken) throw new CliError(`${join(folder, taken.name)} already exists. Files are not overwritten.`);
  const source = options.kind === "sqlite" ? { ...options, readOnly: true } : options;
  const texts = await withStore(source, async (store) => {
    await requireState(store);
    return await readAtOneMoment(store, writeAll);
  });
  writeTo(folder, texts);
  const files = texts.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) }));
  if (values.json) print(toJson({ folder, files, left: notInFiles }));
  else {
    for (const { name, bytes } of files) print(`Wrote ${join(folder, name)}: ${bytes} bytes.`);
    if (files.length === 0) print("The database holds nothing that version 0.1 kept in files.");
    print(`Not in the files, because version 0.1 does not support it: ${notInFiles.join("; ")}.`);
    print("Keep the database. Move it out of HEADGATE_DATA before you start version 0.1.");
  }
  return 0;
};

const notInFiles = [
  "job versions, health history and deliveries by hour and day",
  "zones, accounts and jobs as last read",
  "failed sign-ins, sign-in links and API call pauses",
];

type Text = { name: string; text: string };

async function writeAll(db: Parameters<(typeof legacyFiles)[number]["write"]>[0]): Promise<Text[]> {
  const texts: Text[] = [];
  for (const file of legacyFiles) {
    const text = await writeOne(file, db);
    if (text !== undefined) texts.push({ name: file.name, text });
  }
  return texts;
}

async function writeOne(file: (typeof legacyFiles)[number], db: Parameters<typeof file.write>[0]) {
  try {
    return await file.write(db);
  } catch (error) {
    if (error instanceof StartupError) throw new CliError(error.message, 78);
    throw error;
  }
}

function writeTo(folder: string, texts: Text[]): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const { name, text } of texts)
      writeFileSync(join(folder, name), text, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    throw toCliError(error, folder);
  }
}
