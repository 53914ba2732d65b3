import "server-only";
import type { Transaction } from "kysely";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import {
  appendEntry,
  findEntry,
  listCutChains,
  readNewestEntries,
  type Seal,
  streamChain,
  streamEntries,
} from "#lib/store/audit.ts";
import {
  addOpenIntents,
  claimOpenIntents,
  endOpenIntent,
  releaseIntentsOfOthers,
  releaseOpenIntent,
} from "#lib/store/open-intents.ts";
import type { Store } from "#lib/store/open-store.ts";
import type { Database, OpenIntentTable } from "#lib/store/schema.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { perProcess } from "../base/per-process.ts";
import type { Line, NewEntry } from "./entry.ts";
import type { IntentLeases } from "./intent-leases.ts";
import { isFinal } from "./open-changes.ts";
import { type AuditKeys, chainOf, createEntrySeal, createReader, fileChain, parseEntry } from "./sealed-entry.ts";

/** An entry that was changed, that follows a gap, or that is gone from the end of its chain. */
export type BrokenEntry = { chain: string; n: number };

export type ReadAudit = { lines: Line[]; broken: BrokenEntry[] };

/** Open changes of one zone or account that this process has claimed, and all entries about it in order. */
export type Claim = { ids: ReadonlySet<string>; lines: Line[] };

/** Who did what to which job. Entries are only ever added. */
export type Audit = {
  /**
   * Resolves when the entry is stored. Rejects with `AppException` (E_AUDIT_UNWRITABLE) if it cannot be. An outcome that
   * was found by reading back is added only while this process has claimed its change.
   */
  append(entry: NewEntry): Promise<void>;
  /** All entries by time. Throws `StoreError`, as do the following. */
  read(): Promise<ReadAudit>;
  /** The newest entries, some thousands, of all or of one zone or account. If there are more, the older ones are not read. */
  readLatest(scope?: string): Promise<ReadAudit & { isWhole: boolean }>;
  /** Checks all entries. */
  findBroken(): Promise<BrokenEntry[]>;
  /** Claims the open changes that no server works on any more. Two servers never claim the same one. */
  claimOpen(): Promise<Claim[]>;
  /** Leaves a claimed change to the next round, of any server. */
  release(id: string): Promise<void>;
  /** Forgets a claimed change that the entries do not show as open. */
  forget(id: string): Promise<void>;
  /** Releases what other processes work on. For a process that knows that no other one runs. */
  releaseOthers(): Promise<void>;
};

/** Some thousands of entries, which are read and checked in a fraction of a second. */
const latestEntries = 4000;

export type AuditOptions = { store: Store; keys: AuditKeys; leases: IntentLeases; now: () => number };

/** The audit log in the store. */
export function openAudit({ store, keys, leases, now }: AuditOptions): Audit {
  const seal = createEntrySeal(keys);
  const { db } = store;
  const { owner, until } = leases;

  /** False if another server has settled the change meanwhile; then there is nothing to add. */
  async function write(change: Transaction<Database>, entry: NewEntry): Promise<void> {
    const { id } = entry;
    if (entry.kind === "intent") {
      const { chain, n } = await add(change, entry, { seal, now });
      await addOpenIntents(change, [{ id, chain, n, owner, until: until() }]);
    } else if (entry.by === "start-up") {
      const isOurs = await endOpenIntent(change, id, owner);
      if (isOurs) await add(change, entry, { seal, now });
    } else {
      if (isFinal(entry)) await endOpenIntent(change, id);
      else await releaseOpenIntent(change, id);
      await add(change, entry, { seal, now });
    }
  }

  return {
    append: async (entry) => {
      try {
        await db.transaction().execute((change) => write(change, entry));
        wrote();
        if (entry.kind === "intent") leases.hold(entry.id);
      } catch (cause) {
        throw refuse(cause);
      } finally {
        if (entry.kind === "outcome") leases.drop(entry.id);
      }
    },
    read: async () => {
      const read: ReadAudit = { lines: [], broken: [] };
      for await (const { line, broken } of streamAudit(store, keys)) {
        if (line) read.lines.push(line);
        if (broken) read.broken.push(broken);
      }
      return read;
    },
    readLatest: async (scope) => {
      const readEntry = createReader(keys);
      const { entries, isWhole } = await readNewestEntries(
        db,
        latestEntries,
        scope === undefined ? undefined : chainOf(scope),
      );
      const read = entries.map((entry) => ({ ...readEntry(entry), at: { chain: entry.chain, n: entry.n } }));
      return {
        lines: read.flatMap(({ line }) => line ?? []),
        broken: [...read.flatMap(({ isBroken, at }) => (isBroken ? [at] : [])), ...(await listCutChains(db))],
        isWhole,
      };
    },
    findBroken: async () => {
      const all: BrokenEntry[] = [];
      for await (const { broken } of streamAudit(store, keys)) if (broken) all.push(broken);
      return all;
    },
    claimOpen: async () => {
      const claimed = await claimOpenIntents(db, { owner, now: now(), until: until() });
      const claims = await readClaims(store, claimed);
      for (const { id } of claimed) leases.hold(id);
      return claims;
    },
    release: async (id) => {
      leases.drop(id);
      await releaseOpenIntent(db, id, owner);
    },
    forget: async (id) => {
      leases.drop(id);
      await endOpenIntent(db, id, owner);
    },
    releaseOthers: () => releaseIntentsOfOthers(db, owner),
  };
}

/**
 * All entries by time, checked, and then what is missing at the ends of chains. It reads the store in batches, so that
 * a long log does not fill the memory.
 */
export async function* streamAudit(
  { db }: Pick<Store, "db">,
  keys: AuditKeys,
): AsyncGenerator<{ line?: Line; broken?: BrokenEntry }> {
  const readEntry = createReader(keys);
  for await (const entries of streamEntries(db)) {
    for (const entry of entries) {
      const { line, isBroken } = readEntry(entry);
      yield { ...(line && { line }), ...(isBroken && { broken: { chain: entry.chain, n: entry.n } }) };
    }
  }
  for (const broken of await listCutChains(db)) yield { broken };
}

async function add(
  db: Transaction<Database>,
  entry: NewEntry,
  { seal, now }: { seal: Seal; now: () => number },
): Promise<{ chain: string; n: number }> {
  const at = now();
  const chain = chainOf(entry.scope);
  const text = JSON.stringify({ ts: new Date(at).toISOString(), ...entry });
  return { chain, n: await appendEntry(db, { chain, at, entry: text }, seal) };
}

/** Reads what is needed to settle changes, once for each scope. */
async function readClaims({ db }: Store, claimed: OpenIntentTable[]): Promise<Claim[]> {
  const byChain = new Map<string, { ids: Set<string>; isInFile: boolean }>();
  for (const { id, chain, n } of claimed) {
    const isInFile = chain === fileChain;
    const own = isInFile ? chainOf(await readScope(n)) : chain;
    const known = byChain.get(own) ?? { ids: new Set(), isInFile: false };
    byChain.set(own, { ids: known.ids.add(id), isInFile: known.isInFile || isInFile });
  }
  const claims: Claim[] = [];
  for (const [chain, { ids, isInFile }] of byChain) {
    const lines: Line[] = [];
    for (const from of isInFile ? [fileChain, chain] : [chain]) {
      for await (const entries of streamChain(db, from)) {
        lines.push(...entries.flatMap((entry) => parseEntry(entry) ?? []));
      }
    }
    claims.push({ ids, lines });
  }
  return claims;

  async function readScope(n: number): Promise<string> {
    const entry = await findEntry(db, fileChain, n);
    const line = entry && parseEntry(entry);
    return line?.kind === "intent" ? line.scope : "";
  }
}

/** The last trouble that was logged, so that the same one is not logged for each change. */
const trouble = perProcess<{ logged?: string }>("auditTrouble", () => ({}));

function wrote(): void {
  trouble.logged = undefined;
}

/** The error for a change that cannot be recorded. The cause goes to the log. */
function refuse(cause: unknown): AppException {
  const detail = isStoreError(cause) ? cause.detail : cause instanceof Error ? cause.name : "unknown";
  if (trouble.logged !== detail) log({ level: "error", event: `the audit log cannot be written (${detail})` });
  trouble.logged = detail;
  return new AppException(describedError("E_AUDIT_UNWRITABLE"));
}
