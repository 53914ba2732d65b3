// A separate process that creates a job and kills itself at a given point, like a kill -9.
import { mkdirSync } from "node:fs";
import type { KyselyPlugin } from "kysely";
import { localCaller } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { openJobNotes } from "../context/job-notes.ts";
import { createSeal } from "../env/seal.ts";
import { createDigests } from "../env/secret.ts";
import { createJob } from "../jobs/create-job.ts";
import { dieAtPoint, dyingFetch, impatientUpstream } from "./dying.ts";
import { auditOf, openTestStore } from "./test-audit.ts";
import { newValues } from "./test-context.ts";

const [dataDir = "", upstreamUrl = "", key = "", point = ""] = process.argv.slice(2);
mkdirSync(dataDir, { recursive: true });

const dieAt = dieAtPoint(point);

const store = await openTestStore(dataDir);
let kind = "";
/** Dies before the last statement that adds an entry: it is written, but not committed. */
const dyingHalfway: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (node.kind === "UpdateQueryNode" && node.returning === undefined) dieAt(`half of the ${kind}`);
    return node;
  },
  transformResult: async ({ result }) => result,
};
const log = auditOf({ ...store, db: store.db.withPlugin(dyingHalfway) }, { keys: [key] });
const audit: Context["audit"] = {
  ...log,
  append: async (entry) => {
    kind = entry.kind;
    dieAt(`before the ${kind}`);
    await log.append(entry);
    dieAt(`after the ${kind}`);
  },
};

const stored = openJobNotes(store.db, Date.now);
const notes: Context["notes"] = {
  ...stored,
  change: async (key, change) => {
    await stored.change(key, change);
    dieAt("after the note");
  },
};

const upstream = impatientUpstream(dyingFetch(upstreamUrl, dieAt));
const context: Context = {
  ...{ caller: localCaller, upstream, digests: createDigests(key), now: Date.now, notes, audit },
  ...{ store, seal: createSeal(key), keepsSecrets: true, realm: "live", isReadInBackground: false },
};
await createJob(context, newValues({ name: point.replaceAll(" ", "-") }));
