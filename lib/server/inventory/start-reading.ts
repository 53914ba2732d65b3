import "server-only";
import { findScopeRow, hideRealm, readScopeRows } from "#lib/store/inventory.ts";
import { changeMeta } from "#lib/store/meta.ts";
import { bringPushesForward } from "#lib/store/pushes.ts";
import { serverCaller } from "../base/caller.ts";
import { shareNext } from "../base/share-next.ts";
import { getContext } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { runAsLeader } from "../env/leader.ts";
import { runPersonReader } from "./person-reader.ts";
import { pushPaceOf, runPushReader } from "./push-reader.ts";
import { readScope } from "./read-api.ts";
import { beginRound, runReader } from "./reader.ts";
import { paceOf } from "./schedule.ts";

/** Reads zones, accounts and jobs while this server leads, unless each person brings a token. */
export function startReading(): void {
  const env = readEnv();
  if (env.reader === "off" || (env.mode === "live" && !env.credential)) return;
  runAsLeader("reader", async (signal) => {
    const context = getContext(serverCaller);
    await Promise.all([
      runReader(context, paceOf[env.mode], signal),
      runPushReader(context, pushPaceOf[env.mode], signal),
      runPersonReader(context, signal),
    ]);
  });
}

/** Another credential may see less, so nothing is shown that it has not read itself. Call it before anything is shown. */
export async function hideFromNewCredential(): Promise<void> {
  const env = readEnv();
  if (env.mode !== "live" || !env.credential) return;
  const credential = JSON.stringify(env.credential);
  const { store, digests, now, realm } = getContext(serverCaller);
  await store.db.transaction().execute(async (change) => {
    const isOther = await changeMeta(
      change,
      `credential of ${realm}`,
      digests.digestOf(credential),
      digests.before?.digestOf(credential),
    );
    if (!isOther) return;
    await hideRealm(change, realm, now());
    await bringPushesForward(change, realm, now());
  });
}

/**
 * Reads one scope now, or all of them: after a change through the API of the embedded emulator, which costs nothing and
 * should be seen at once.
 */
export async function readAtOnce(path?: string): Promise<void> {
  const context = getContext(serverCaller);
  if (!context.isReadInBackground) return;
  const { store, realm } = context;
  await shareNext(`${realm} at once ${path ?? ""}`, async () => {
    const round = await beginRound(context, paceOf.emulator);
    const row = path === undefined ? undefined : await findScopeRow(store.db, { realm, path });
    const rows = path === undefined ? await readScopeRows(store.db, realm) : row ? [row] : [];
    await Promise.all(rows.map((one) => readScope(context, one, round)));
  });
}
