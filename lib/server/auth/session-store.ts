import "server-only";
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Caller } from "../base/caller.ts";
import { openJsonStore } from "../base/json-store.ts";
import { perProcess } from "../base/per-process.ts";

/** What a session allows its bearer to be. It contains no credential. */
export type SessionCaller = Pick<Caller, "id" | "name" | "role">;

export type SessionStore = {
  /** Rejects with E_DATA_UNWRITABLE if it could not be stored. Nobody is signed in then. */
  begin(sid: string, caller: SessionCaller): Promise<void>;
  /** The caller of this session. Undefined if it is over, was ended, or belongs to earlier settings. */
  find(sid: string): Promise<SessionCaller | undefined>;
  /** Ends the session for every copy of its cookie. Rejects with E_DATA_UNWRITABLE. */
  end(sid: string): Promise<void>;
};

/** A working day, and a break. */
export const absoluteMs = 8 * 3600_000;
export const idleMs = 30 * 60_000;
/** The precision of the last use, because storing it is a write. */
const noteEveryMs = 60_000;
const maxSessions = 1000;

const recordSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(["viewer", "operator", "admin"]),
  realm: z.string(),
  startedAt: z.number(),
  usedAt: z.number(),
});
const fileSchema = z.object({ version: z.literal(1), sessions: z.record(z.string(), recordSchema) });

type Sessions = z.output<typeof fileSchema>;
type Record = z.output<typeof recordSchema>;

type StoreOptions = {
  dataDir: string;
  /** Names the settings for signing in. When they change (a new password), all sessions end. */
  realm: string;
  now: () => number;
};

/** Keeps sessions in a file, by digests of their ids. Reading the file is not enough to take over a session. */
export function openSessionStore({ dataDir, realm, now }: StoreOptions): SessionStore {
  const store = openJsonStore<Sessions>({
    file: join(dataDir, "sessions.json"),
    schema: fileSchema,
    empty: { version: 1, sessions: {} },
  });
  const isAlive = (record: Record) => {
    const at = now();
    // A clock that was set back must not make a session last longer.
    const isStarted = record.startedAt <= at + noteEveryMs && record.usedAt <= at + noteEveryMs;
    const isFresh = at - record.startedAt < absoluteMs && at - record.usedAt < idleMs;
    return record.realm === realm && isStarted && isFresh;
  };
  const alive = ({ sessions }: Sessions) => Object.entries(sessions).filter(([, record]) => isAlive(record));

  return {
    async begin(sid, { id, name, role }) {
      const at = now();
      await store.update((before) => {
        const kept = alive(before)
          .sort(([, a], [, b]) => b.usedAt - a.usedAt)
          .slice(0, maxSessions - 1);
        const begun = { id, name, role, realm, startedAt: at, usedAt: at };
        return { version: 1, sessions: { ...Object.fromEntries(kept), [keyOf(sid)]: begun } };
      });
    },
    async find(sid) {
      const key = keyOf(sid);
      if (ended.has(key)) return undefined;
      const record = (await store.read()).sessions[key];
      if (!record || !isAlive(record)) return undefined;
      if (now() - record.usedAt >= noteEveryMs) await noteUse(key);
      const { id, name, role } = record;
      return { id, name, role };
    },
    async end(sid) {
      const key = keyOf(sid);
      const forget = (before: Sessions): Sessions => {
        if (!before.sessions[key]) return before;
        return { version: 1, sessions: Object.fromEntries(alive(before).filter(([each]) => each !== key)) };
      };
      await store.update(forget).catch((error: unknown) => {
        ended.add(key);
        throw error;
      });
    },
  };

  /** With a full disk, the session ends after its break, not now. */
  async function noteUse(key: string): Promise<void> {
    const note = (before: Sessions): Sessions => {
      const record = before.sessions[key];
      if (!record) return before;
      return { version: 1, sessions: { ...before.sessions, [key]: { ...record, usedAt: now() } } };
    };
    await store.update(note).catch(() => undefined);
  }
}

/** Ended sessions that could not be written to the file. */
const ended = perProcess("endedSessions", () => new Set<string>());

function keyOf(sid: string): string {
  return createHash("sha256").update(sid).digest("base64url");
}
