import "server-only";
import type { Transaction } from "kysely";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import {
  appendEntry,
  type EntryPlace,
  findEntry,
  findLaterEntry,
  listCutChains,
  readEntriesBefore,
  type Seal,
  streamChain,
  streamEntries,
} from "#lib/store/audit.ts";
import {
  addOpenIntents,
  claimOpenIntents,
  endOpenIntent,
  readOpenEntries,
  releaseIntentsOfOthers,
  releaseOpenIntent,
} from "#lib/store/open-intents.ts";
import type { Store } from "#lib/store/open-store.ts";
import type { Database, OpenIntentTable } from "#lib/store/schema.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { perProcess } from "../base/per-process.ts";
import type { Intent, Line, NewEntry, Outcome } from "./entry.ts";
import type { IntentLeases } from "./intent-leases.ts";
import { isFinal } from "./open-changes.ts";
import { type AuditKeys, chainOf, createEntrySeal, createReader, fileChain, parseEntry } from "./sealed-entry.ts";

/** An entry that was changed, that follows a gap, or that is gone from the end of its chain. */
export type BrokenEntry = { chain: string; n: number };

export type ReadAudit = { lines: Line[]; broken: BrokenEntry[] };

/** An entry with its place. There is no line if the text is not an entry. */
export type PlacedEntry = { place: EntryPlace; line?: Line; isBroken: boolean };

/** Open changes of one zone or account that this process has claimed, and all entries about it in order. */
export type Claim = { ids: ReadonlySet<string>; lines: Line[] };

/** Who did what to which job. Entries are only ever added. */
export type Audit = {
  /**
   * Resolves when the entry is stored. Rejects with `AppException` (E_AUDIT_UNWRITABLE) if it cannot be. An outcome that
   * was found by reading back is added only while this process has claimed its change. What `within` writes is stored
   * with the entry or not at all; an `AppException` of it passes through.
   */
  append(entry: NewEntry, within?: (change: Transaction<Database>) => Promise<void>): Promise<void>;
  /** All entries by time. Throws `StoreError`, as do the following. */
  read(): Promise<ReadAudit>;
  /** Entries before a place, newest first: of all scopes, or of one. */
  readBefore(query: { before?: EntryPlace; scope?: string; limit: number }): Promise<PlacedEntry[]>;
  /** The last outcome that follows an intent. */
  findOutcome(intent: { id: string; scope: string; place: EntryPlace }): Promise<Outcome | undefined>;
  /** The changes of a zone's or account's jobs that have no outcome yet, whoever works on them. */
  listOpen(scope: string): Promise<Intent[]>;
  /** Chains whose end was cut off or replaced. */
  findCut(): Promise<BrokenEntry[]>;
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
    append: async (entry, within) => {
      try {
        await db.transaction().execute(async (change) => {
          await write(change, entry);
          await within?.(change);
        });
        wrote();
        if (entry.kind === "intent") leases.hold(entry.id);
      } catch (cause) {
        throw cause instanceof AppException ? cause : refuse(cause);
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
    readBefore: async ({ before, scope, limit }) => {
      const readEntry = createReader(keys);
      const chains = scope === undefined ? undefined : [chainOf(scope), fileChain];
      const entries = await readEntriesBefore(db, { before, chains, limit });
      return entries.map((entry) => ({ place: placeOf(entry), ...readEntry(entry) }));
    },
    findOutcome: async ({ id, scope, place }) => {
      const text = `"id":${JSON.stringify(id)}`;
      // What the file of an older version began may have ended in the store.
      const later = place.chain === fileChain ? { chain: chainOf(scope), n: 0, text } : undefined;
      const found = (later && (await findLaterEntry(db, later))) ?? (await findLaterEntry(db, { ...place, text }));
      const line = found && parseEntry(found);
      return line?.kind === "outcome" && line.id === id ? line : undefined;
    },
    listOpen: async (scope) => {
      const entries = await readOpenEntries(db, chainOf(scope));
      return entries.flatMap((entry) => {
        const line = parseEntry(entry);
        return line?.kind === "intent" ? [line] : [];
      });
    },
    findCut: () => listCutChains(db),
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

const placeOf = ({ at, chain, n }: EntryPlace): EntryPlace => ({ at, chain, n });

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
