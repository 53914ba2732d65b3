import { type HealthState, parseHealthState } from "../job/health-states.ts";

/** `attention`, the default: what needs somebody first, then everything else by name. */
export const sortOrders = ["attention", "name", "-name", "health", "-health"] as const;
export type SortOrder = (typeof sortOrders)[number];

/** What of the list is shown. It lives in the URL, so that a view can be reloaded and shared. */
export type ListView = {
  q: string;
  /** `zones/{id}` or `accounts/{id}`; empty for all. */
  scope: string;
  dataset: string;
  health: HealthState | undefined;
  sort: SortOrder;
  /** From 1. */
  page: number;
};

/** Reads a view from the URL; what it does not understand is left at its default. */
export function parseView(params: Pick<URLSearchParams, "get">): ListView {
  const page = params.get("page") ?? "";
  return {
    q: params.get("q") ?? "",
    scope: params.get("scope") ?? "",
    dataset: params.get("dataset") ?? "",
    health: parseHealthState(params.get("health")),
    sort: sortOrders.find((order) => order === params.get("sort")) ?? "attention",
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

/** The query string of a view without its defaults: empty, or with its `?`. */
export function viewToQuery({ q, scope, dataset, health, sort, page }: ListView): string {
  const params = new URLSearchParams();
  if (q.trim() !== "") params.set("q", q.trim());
  if (scope !== "") params.set("scope", scope);
  if (dataset !== "") params.set("dataset", dataset);
  if (health) params.set("health", health);
  if (sort !== "attention") params.set("sort", sort);
  if (page !== 1) params.set("page", String(page));
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

/** Changes a view; another selection or order starts again at the first page. */
export function changeView(view: ListView, change: Partial<ListView>): ListView {
  return { ...view, page: 1, ...change };
}

/** Whether anything is filtered out. */
export function isFiltered({ q, scope, dataset, health }: ListView): boolean {
  return q.trim() !== "" || scope !== "" || dataset !== "" || health !== undefined;
}
