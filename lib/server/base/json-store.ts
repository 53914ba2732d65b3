import "server-only";
import { mkdir, readFile, rename } from "node:fs/promises";
import { basename, dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod/mini";
import { codeOf, logTrouble, refuseFile, wroteFile } from "./data-file.ts";
import { log } from "./log.ts";
import { withMutex } from "./mutex.ts";

/** A value in one JSON file. It is not cached: a file that somebody restores by hand takes effect immediately. */
export type JsonStore<T> = {
  /** The stored value. Never rejects: an unreadable value counts as empty and is logged. */
  read(): Promise<T>;
  /**
   * Replaces the value with the result of `change`, and resolves to it when it is on disk. Changes run one after
   * another; one that returns its argument writes nothing. Rejects with `AppException` (E_DATA_UNWRITABLE) if the file
   * cannot be read or written, and with whatever `change` throws; the file is then unchanged.
   */
  update(change: (before: T) => T): Promise<T>;
};

export type JsonStoreOptions<T> = {
  /** Absolute path below HEADGATE_DATA. */
  file: string;
  schema: z.core.$ZodType<T>;
  empty: T;
};

type Loaded<T> = { kind: "value"; value: T } | { kind: "corrupt" } | { kind: "unreadable"; cause: unknown };

/** Opens a file that only this process changes. The first change creates it with mode 0600. */
export function openJsonStore<T>({ file, schema, empty }: JsonStoreOptions<T>): JsonStore<T> {
  const load = () => loadFile(file, schema, empty);

  async function read(): Promise<T> {
    const loaded = await load();
    if (loaded.kind === "value") return loaded.value;
    if (loaded.kind === "unreadable") logTrouble(file, "cannot be read", loaded.cause);
    // Under the mutex; otherwise a good file that was written meanwhile could be moved aside.
    if (loaded.kind === "corrupt") await withMutex(file, () => putAside(file, load)).catch(() => undefined);
    return empty;
  }

  const update = (change: (before: T) => T) =>
    withMutex(file, async () => {
      const loaded = await load();
      // An existing file that cannot be read must not be overwritten.
      if (loaded.kind === "unreadable") throw refuseFile(file, { trouble: "cannot be read", cause: loaded.cause });
      if (loaded.kind === "corrupt") await putAside(file, load);
      const before = loaded.kind === "value" ? loaded.value : empty;
      const after = change(before);
      if (after !== before) await save(file, after);
      return after;
    });

  return { read, update };
}

async function loadFile<T>(file: string, schema: z.core.$ZodType<T>, empty: T): Promise<Loaded<T>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    return codeOf(cause) === "ENOENT" ? { kind: "value", value: empty } : { kind: "unreadable", cause };
  }
  const parsed = z.safeParse(schema, parseJson(text));
  return parsed.success ? { kind: "value", value: parsed.data } : { kind: "corrupt" };
}

async function putAside<T>(file: string, load: () => Promise<Loaded<T>>): Promise<void> {
  if ((await load()).kind !== "corrupt") return;
  try {
    await rename(file, `${file}.corrupt-${Date.now()}`);
  } catch (cause) {
    throw refuseFile(file, { trouble: "is damaged and cannot be moved aside", cause });
  }
  log({ level: "error", event: `data file ${basename(file)} was damaged; it is kept as .corrupt-*` });
}

async function save(file: string, value: unknown): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, `${JSON.stringify(value)}\n`, { mode: 0o600 });
    wroteFile(file);
  } catch (cause) {
    throw refuseFile(file, { trouble: "cannot be written", cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
