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
 * Some entries of the audit log, merged with what the reader saw change outside Headgate, newest first. People who
 * bring their own tokens may share this server without sharing an account: each sees only jobs that their token lists.
 */
export async function describeActivity(
  context: Context,
  { query, before = "" }: ActivityOptions,
): Promise<ActivityPage> {
  await prepareReading(context, "list");
  const sources = openSources(context, query, readCursor(before));
  const rows: ActivityRow[] = [];
  const people = new Set<string>();
  let hasHidden = false;
  let isEnd = false;
  while (rows.length < pageRows && !isEnd && sources.readCount() < maxEntries) {
    const found = await sources.next(pageRows);
    const { nameRow, isSeen } = await readRowNames(
      context,
      found.map(({ row }) => row),
    );
    for (const { row, take } of found) {
      take();
      if (context.caller.credential && !isSeen(row)) {
        hasHidden = true;
        continue;
      }
      if (row.kind !== "outside") people.add(row.person.id);
      const named = nameRow(row);
      if (matches(query, row, named)) rows.push(named);
      if (rows.length === pageRows) break;
    }
    isEnd = sources.isEnd();
  }
  const cut = before === "" ? await context.audit.findCut() : [];
  return {
    rows,
    next: isEnd ? null : writeCursor(sources.taken),
    broken: sources.brokenCount() + cut.length,
    hasHidden,
    people: Array.from(people, personOf),
  };
}

function matches({ q, who, zone, job, kind, result }: ActivityQuery, bare: BareRow, row: ActivityRow): boolean {
  if (who !== "" && row.person.id !== who) return false;
  if (zone !== "" && bare.scope !== zone) return false;
  if (job !== "" && `${bare.scope}/jobs/${bare.jobId}` !== job) return false;
  if (kind !== undefined && row.kind !== kind) return false;
  if (result !== undefined && row.result?.is !== result) return false;
  const words = searchWords(q);
  if (words.length === 0) return true;
  const text = [
    ...[row.person.name, row.verb, row.job?.name, bare.jobId, row.zoneName, ...row.attributes, row.result?.words],
    row.kind === "outside" ? "outside headgate" : "",
  ]
    .join("\n")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
