import "server-only";
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import * as z from "zod/mini";
import type { Database, SessionTable } from "#lib/store/schema.ts";
import { deleteSession, findSession, insertSession, removeOverSessions, touchSession } from "#lib/store/sessions.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import type { Caller } from "../base/caller.ts";

/** What a session allows its bearer to be. It contains no credential. */
export type SessionCaller = Pick<Caller, "id" | "name" | "role">;

/** All of them reject with `StoreError`. */
export type SessionStore = {
  /** If it could not be stored, nobody is signed in. */
  begin(sid: string, caller: SessionCaller): Promise<void>;
  /**
   * The caller of this session. Undefined if it is over, was ended, or belongs to earlier settings; not if the database
   * does not answer.
   */
  find(sid: string): Promise<SessionCaller | undefined>;
  /** Ends the session for every copy of its cookie, on all servers. */
  end(sid: string): Promise<void>;
};

/** Removes the sessions of all realms that are over. Resolves to whether there may be more. */
export function removeOver(db: Kysely<Database>, at: number): Promise<boolean> {
  return removeOverSessions(db, { startedAfter: at - absoluteMs, usedAfter: at - idleMs });
}

/** A working day, and a break. */
export const absoluteMs = 8 * 3600_000;
export const idleMs = 30 * 60_000;
/** The precision of the last use, because storing it is a write. */
const noteEveryMs = 60_000;
const maxSessions = 1000;

export const callerSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(["viewer", "operator", "admin"]),
});

type SessionOptions = {
  db: Kysely<Database>;
  /** Names the settings for signing in. When they change (a new password), all sessions end. */
  realm: string;
  now: () => number;
};

/** Keeps sessions by digests of their ids. Reading the database is not enough to take over a session. */
export function openSessionStore({ db, realm, now }: SessionOptions): SessionStore {
  const isAlive = (session: SessionTable) => {
    const at = now();
    // A clock that was set back must not make a session last longer.
    const isStarted = session.started_at <= at + noteEveryMs && session.used_at <= at + noteEveryMs;
    const isFresh = at - session.started_at < absoluteMs && at - session.used_at < idleMs;
    return session.realm === realm && isStarted && isFresh;
  };

  return {
    async begin(sid, { id, name, role }) {
      const at = now();
      const caller = JSON.stringify({ id, name, role });
      const limits = { startedAfter: at - absoluteMs, usedAfter: at - idleMs, maxOfRealm: maxSessions };
      await insertSession(db, { id: keyOf(sid), realm, caller, started_at: at, used_at: at }, limits);
    },
    async find(sid) {
      const session = await findSession(db, keyOf(sid));
      if (!session || !isAlive(session)) return undefined;
      await noteUse(session);
      return z.parse(callerSchema, JSON.parse(session.caller));
    },
    async end(sid) {
      await deleteSession(db, keyOf(sid));
    },
  };

  /** With a full disk, the session ends after its break, not now. */
  async function noteUse({ id, used_at }: SessionTable): Promise<void> {
    const at = now();
    if (at - used_at < noteEveryMs) return;
    try {
      await touchSession(db, { id, usedAt: at, unlessAfter: at - noteEveryMs });
    } catch (error) {
      if (!isStoreError(error)) throw error;
    }
  }
}

function keyOf(sid: string): string {
  return createHash("sha256").update(sid).digest("base64url");
}
