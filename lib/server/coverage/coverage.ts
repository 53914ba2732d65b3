import "server-only";
import {
  type CoveragePage,
  type CoverageRow,
  type CoverageView,
  parseCoverageView,
  type StateCounts,
} from "#lib/logpush/coverage/coverage.ts";
import { parseHealthState, urgentStates } from "#lib/logpush/job/health-states.ts";
import { searchWords } from "#lib/logpush/list/search-words.ts";
import { datasetLevels } from "#lib/logpush/plan/dataset-levels.ts";
import {
  type CoverageCell,
  type CoverageScope,
  countCoverage,
  readCoverageCells,
  readCoverageColumns,
  readCoverageScopes,
} from "#lib/store/coverage.ts";
import type { Context } from "../context/context.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { listConsolidations } from "./consolidations.ts";

const pageRows = 100;
/** Far more than anybody has. */
const mostRows = 20_000;

/** One page of the table. */
export const readCoverage = defineResultReader("viewer", "readCoverage", (context, view: CoverageView) =>
  describeCoverage(context, view, pageRows),
);

/** All matching rows, for a file. */
export const readWholeCoverageQuery = defineQueryCase(
  { name: "readCoverage", role: "viewer", parse: (params) => ({ ...parseCoverageView(params), page: 1 }) },
  (context, view) => describeCoverage(context, view, mostRows),
);

/** Which zones and accounts push which datasets, and how those jobs are, from the store alone. */
export async function describeCoverage(
  context: Context,
  { q, show, kind, dataset, page }: CoverageView,
  limit: number,
): Promise<CoveragePage> {
  await prepareReading(context, "list");
  const { store, realm } = context;
  const words = searchWords(q);
  const filter = { realm, words, dataset, kind: kind === "" ? levelOf(dataset) : kind };
  const [{ unread, ...counts }, used, silent, consolidations] = await Promise.all([
    countCoverage(store.db, { ...filter, troubled: urgentStates }),
    readCoverageColumns(store.db, filter),
    readCoverageScopes(store.db, { ...filter, show: "without", troubled: [], limit: namedSilent, offset: 0 }),
    listConsolidations(context),
  ]);
  const columns = dataset === "" || used.length > 0 ? used : [{ dataset, jobs: 0, scopes: 0 }];
  const pages = Math.max(1, Math.ceil(counts[show] / limit));
  const number = Math.min(page, pages);
  const scopes = await readCoverageScopes(store.db, {
    ...filter,
    show,
    troubled: urgentStates,
    limit,
    offset: (number - 1) * limit,
  });
  const read = await readCoverageCells(store.db, { realm, paths: scopes.map(({ path }) => path) });
  const cells = dataset === "" ? read : read.filter((cell) => cell.dataset === dataset);
  const byScope = new Map<string, CoverageCell[]>();
  for (const cell of cells) byScope.set(cell.scope, [...(byScope.get(cell.scope) ?? []), cell]);
  const rows = scopes.map((scope) => rowOf(scope, byScope.get(scope.path) ?? []));
  return { rows, columns, counts, number, pages, unread, silent: silent.map(({ name }) => name), consolidations };
}

/** How many zones without jobs are named above the table. */
const namedSilent = 5;

/** A dataset of zones alone is missing in no account. */
function levelOf(dataset: string): CoverageView["kind"] {
  const [level, other] = datasetLevels(dataset);
  if (dataset === "" || other !== undefined || level === undefined) return "";
  return level === "zone" ? "zones" : "accounts";
}

function rowOf({ path, name, account_name, read_at, hidden_at }: CoverageScope, found: CoverageCell[]): CoverageRow {
  const cells: Record<string, StateCounts> = {};
  // What the credential may no longer see is not shown.
  const shown = hidden_at === null ? found : [];
  for (const { dataset, state, jobs } of shown) {
    const known = parseHealthState(state);
    if (known) cells[dataset] = { ...cells[dataset], [known]: jobs };
  }
  return {
    path,
    name,
    accountName: account_name ?? "",
    jobs: shown.reduce((sum, { jobs }) => sum + jobs, 0),
    cells,
    unknown: hidden_at !== null ? "refused" : read_at === null ? "unread" : null,
  };
}
