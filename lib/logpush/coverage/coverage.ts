import { type HealthState, healthStates } from "../job/health-states.ts";

export const coverageShows = ["all", "without", "trouble"] as const;
export type CoverageShow = (typeof coverageShows)[number];

/** Which rows of the table are shown. It lives in the URL. */
export type CoverageView = {
  /** Words of a zone or account. */
  q: string;
  show: CoverageShow;
  /** Zones or accounts alone; empty for both. */
  kind: "" | "zones" | "accounts";
  /** One dataset alone: then "without" means without a job of that. Empty for all. */
  dataset: string;
  /** From 1. */
  page: number;
};

/** Reads a view from the URL. What it does not understand is left at its default. */
export function parseCoverageView(params: Pick<URLSearchParams, "get">): CoverageView {
  const page = params.get("page") ?? "";
  const kind = params.get("kind");
  const dataset = params.get("dataset") ?? "";
  return {
    q: (params.get("q") ?? "").slice(0, 200),
    show: coverageShows.find((show) => show === params.get("show")) ?? "all",
    kind: kind === "zones" || kind === "accounts" ? kind : "",
    dataset: /^[a-z0-9_]{1,100}$/.test(dataset) ? dataset : "",
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

/** The query string of a view without its defaults: empty, or with its `?`. */
export function coverageQuery({ q, show, kind, dataset, page }: CoverageView): string {
  const params = new URLSearchParams();
  if (q !== "") params.set("q", q);
  if (show !== "all") params.set("show", show);
  if (kind !== "") params.set("kind", kind);
  if (dataset !== "") params.set("dataset", dataset);
  if (page !== 1) params.set("page", String(page));
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** How many jobs are in each state. States without jobs are left out. */
export type StateCounts = Partial<Record<HealthState, number>>;

export type CoverageRow = {
  path: string;
  name: string;
  accountName: string;
  jobs: number;
  /** By dataset. A dataset without jobs is left out. */
  cells: Record<string, StateCounts>;
  /** Why nothing is known about it. */
  unknown: "unread" | "refused" | null;
};

/** A dataset that some job pushes. `scopes` is in how many zones and accounts. */
export type CoverageColumn = { dataset: string; jobs: number; scopes: number };

/** Jobs of one dataset in the zones of an account that one job of the account could replace. */
export type Consolidation = { dataset: string; account: string; accountName: string; jobs: number };

/** A job in a cell; `key` as `jobKey`. */
export type CellJob = { key: string; label: string; dataset: string; state: HealthState; scopeName: string };

/** One page of the table. */
export type CoveragePage = {
  rows: CoverageRow[];
  columns: CoverageColumn[];
  /** How many rows match, by what could be shown. */
  counts: Record<CoverageShow, number>;
  number: number;
  pages: number;
  /** Zones and accounts whose jobs were never read. */
  unread: number;
  /** The names of the first zones that are known to have no job, of all that match. */
  silent: string[];
  consolidations: Consolidation[];
};

/** A cell of the table, in the document. */
export const cellKey = (path: string, dataset: string): string => `${path} ${dataset}`;

export function parseCellKey(key: string): { path: string; dataset: string } {
  const [path = "", dataset = ""] = key.split(" ");
  return { path, dataset };
}

/** The state that needs attention soonest. */
export function worstState(states: StateCounts): HealthState | undefined {
  return healthStates.find((state) => states[state]);
}

/** "1 failing, 2 healthy": the worst first. */
export function stateWords(states: StateCounts, wordOf: (state: HealthState) => string): string {
  return healthStates.flatMap((state) => (states[state] ? [`${states[state]} ${wordOf(state)}`] : [])).join(", ");
}
