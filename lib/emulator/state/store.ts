import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { isJsonObject, parseJson } from "../json.ts";
import { acquireLock } from "./lock.ts";
import type { State } from "./model.ts";

/** Takes the current state, returns the next one and a value for the caller. Must not change its argument. */
export type Change<T> = (state: State) => { state: State; value: T };

export type Store = {
  current(): State;
  /** Resolves when the change is on disk; a throw inside the change rejects and changes nothing. */
  commit<T>(change: Change<T>): Promise<T>;
  close(): Promise<void>;
};

type Pending = { apply: (state: State) => State; settle: (failure?: { cause: unknown }) => void };

/** Opens the one state file under `dataDir` and holds its lock until `close`. */
export function openStore(dataDir: string, seed: () => State): Store {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "emulator-state.json");
  const release = acquireLock(join(dataDir, "emulator.lock"));
  let state = loadOrRelease(file, release) ?? seed();
  let queue: Pending[] = [];
  let writing: Promise<void> | undefined;
  let closed = false;

  // Changes that arrive during a write share the next one: one fsync for many.
  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      await writeBatch(batch);
    }
    writing = undefined;
  }

  async function writeBatch(batch: Pending[]): Promise<void> {
    let next = state;
    const applied: Pending[] = [];
    for (const pending of batch) {
      try {
        next = pending.apply(next);
        applied.push(pending);
      } catch (cause) {
        pending.settle({ cause });
      }
    }
    if (applied.length === 0) return;
    try {
      await writeFileAtomic(file, JSON.stringify(next), { mode: 0o600 });
      state = next;
      for (const pending of applied) pending.settle();
    } catch (cause) {
      for (const pending of applied) pending.settle({ cause });
    }
  }

  function commit<T>(change: Change<T>): Promise<T> {
    if (closed) return Promise.reject(new Error("The emulator has been stopped."));
    return new Promise((resolve, reject) => {
      let outcome: { value: T } | undefined;
      queue.push({
        apply: (before) => {
          const { state: after, value } = change(before);
          outcome = { value };
          return after;
        },
        settle: (failure) => (failure || !outcome ? reject(failure?.cause) : resolve(outcome.value)),
      });
      writing ??= drain();
    });
  }

  async function close(): Promise<void> {
    closed = true;
    await writing;
    release();
  }

  return { current: () => state, commit, close };
}

function loadOrRelease(file: string, release: () => void): State | undefined {
  try {
    return load(file);
  } catch (error) {
    release();
    throw error;
  }
}

/** Only a missing file means a first start: a file that exists but cannot be read must not be overwritten. */
function load(file: string): State | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const parsed = parseJson(text);
  if (isState(parsed)) return parsed;
  renameSync(file, `${file}.corrupt-${Date.now()}`);
  return undefined;
}

/** Only this module writes the file, so its version and outline are proof enough of the rest. */
function isState(value: unknown): value is State {
  return isJsonObject(value) && value.version === 1 && Array.isArray(value.jobs) && Array.isArray(value.instantJobs);
}
