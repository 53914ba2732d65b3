import "server-only";
import type { ActivityPage, ActivityRow } from "#lib/logpush/activity/activity-page.ts";
import { type ActivityQuery, parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import { personOf } from "#lib/logpush/activity/activity-words.ts";
import { searchWords } from "#lib/logpush/list/search-words.ts";
import type { Context } from "../context/context.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { readCursor, writeCursor } from "./activity-cursor.ts";
import type { BareRow } from "./audited-rows.ts";
import { readRowNames } from "./name-rows.ts";
import { openSources } from "./open-sources.ts";
import { addVersions, findMade, type PlacedRow } from "./row-versions.ts";

/** Rows of one page. */
const pageRows = 50;
/** Entries of the audit log that one page reads at most while it looks for matching ones. */
const maxEntries = 6000;

export type ActivityOptions = { query: ActivityQuery; before?: string };

/** The newest entries, for callers who may change something. */
export const readActivity = defineResultReader("operator", "readActivity", (context, query: ActivityQuery) =>
  describeActivity(context, { query }),
);

/** Older entries, which an open page asks for. */
export const readActivityQuery = defineQueryCase(
  {
    name: "readActivity",
    role: "operator",
    parse: (params): ActivityOptions => ({ query: parseActivityQuery(params), before: params.get("before") ?? "" }),
  },
  describeActivity,
);

/**
 * Some entries of the audit log, each with the version that it made, merged with what changed outside Headgate, newest
 * first. People who
 * bring their own tokens may share this server without sharing an account: each sees only jobs that their token lists.
 */
export async function describeActivity(
  context: Context,
  { query, before = "" }: ActivityOptions,
): Promise<ActivityPage> {
  await prepareReading(context, "list");
  const sources = openSources(context, query, readCursor(before));
  const rows: PlacedRow[] = [];
  const people = new Set<string>();
  let hasHidden = false;
  let isEnd = false;
  while (rows.length < pageRows && !isEnd && sources.readCount() < maxEntries) {
    const found = await sources.next(pageRows);
    const bare = await findMade(
      context,
      found.map(({ row }) => row),
    );
    const { nameRow, isSeen } = await readRowNames(context, bare);
    for (const [place, row] of bare.entries()) {
      found[place]?.take();
      if (context.caller.credential && !isSeen(row)) {
        hasHidden = true;
        continue;
      }
      if (row.person.id !== "") people.add(row.person.id);
      const named = nameRow(row);
      if (matches(query, row, named.row)) rows.push(named);
      if (rows.length === pageRows) break;
    }
    isEnd = sources.isEnd();
  }
  const cut = before === "" ? await context.audit.findCut() : [];
  return {
    rows: await addVersions(context, rows),
    next: isEnd ? null : writeCursor(sources.taken),
    broken: sources.brokenCount() + cut.length,
    hasHidden,
    people: Array.from(people, personOf),
  };
}

function matches({ q, who, zone, job, kind, source, result }: ActivityQuery, bare: BareRow, row: ActivityRow): boolean {
  if (who !== "" && row.person.id !== who) return false;
  if (zone !== "" && bare.scope !== zone) return false;
  if (job !== "" && `${bare.scope}/jobs/${bare.jobId}` !== job) return false;
  if (kind !== undefined && row.kind !== kind) return false;
  if (source !== undefined && row.source !== source) return false;
  if (result !== undefined && row.result?.is !== result) return false;
  const words = searchWords(q);
  if (words.length === 0) return true;
  const text = [
    ...[row.person.name, row.verb, row.job?.name, bare.jobId, row.zoneName, ...row.attributes, row.result?.words],
    row.source === "outside" ? "outside headgate" : "",
  ]
    .join("\n")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
