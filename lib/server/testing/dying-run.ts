// A separate process that applies a run and kills itself at a given point, like a kill -9.
import type { KyselyPlugin } from "kysely";
import { openStore } from "#lib/store/open-store.ts";
import { localCaller } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { openJobNotes } from "../context/job-notes.ts";
import { createSeal } from "../env/seal.ts";
import { createDigests } from "../env/secret.ts";
import { driveRun } from "../fleet/drive-run.ts";
import { dieAtPoint, dyingFetch, impatientUpstream } from "./dying.ts";
import { auditOf } from "./test-audit.ts";

const [place = "", upstreamUrl = "", key = "", point = "", nth = "", runId = "", realm = ""] = process.argv.slice(2);
const dieAt = dieAtPoint(point, Number(nth));

/** What an update of an item is, by the columns that only it sets. */
const steps: [column: string, step: string][] = [
  ["before_n", "mark"],
  ["after_n", "result"],
  ["begun_at", "claim"],
];
const stepOf = new WeakMap<object, string>();
const dying: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => {
    const text = node.kind === "UpdateQueryNode" ? JSON.stringify(node) : "";
    const step = text.includes('"run_item"') && steps.find(([column]) => text.includes(`"${column}"`))?.[1];
    if (step) {
      stepOf.set(queryId, step);
      // In one transaction with the intent, which is written and not committed.
      dieAt(step === "mark" ? "half of the intent" : `before the ${step}`);
    }
    return node;
  },
  transformResult: async ({ result, queryId }) => {
    const step = stepOf.get(queryId);
    if (step) dieAt(`after the ${step}`);
    return result;
  },
};

const opened = openStore(JSON.parse(place));
const store = { ...opened, db: opened.db.withPlugin(dying) };
const log = auditOf(store, { keys: [key] });
const audit: Context["audit"] = {
  ...log,
  append: async (entry, within) => {
    dieAt(`before the ${entry.kind}`);
    await log.append(entry, within);
    dieAt(`after the ${entry.kind}`);
  },
};
const upstream = impatientUpstream(dyingFetch(upstreamUrl, dieAt));
const context: Context = {
  ...{ caller: localCaller, upstream, digests: createDigests(key), now: Date.now, audit, store },
  ...{ notes: openJobNotes(store.db, Date.now), seal: createSeal(key), keepsSecrets: true },
  ...{ realm, isReadInBackground: true },
};
await driveRun(context, runId, new AbortController().signal);
