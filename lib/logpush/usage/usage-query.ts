const usageGroups = ["job", "dataset", "scope", "host"] as const;
export type UsageGroup = (typeof usageGroups)[number];
const usageSorts = ["name", "bytes", "lines", "cost", "expected"] as const;
export type UsageSort = (typeof usageSorts)[number];

/** Which rows of the volume's table are shown. It lives in the URL. */
export type UsageQuery = {
  /** Words of a job, its dataset, endpoint, zone or account. */
  q: string;
  by: UsageGroup;
  /** One dataset, path of a zone or account, or host; empty for all. */
  dataset: string;
  scope: string;
  host: string;
  sort: UsageSort;
  isDescending: boolean;
  /** From 1. */
  page: number;
};

/** Reads what is shown from the URL. What it does not understand is left at its default. */
export function parseUsageQuery(params: Pick<URLSearchParams, "get">): UsageQuery {
  const page = params.get("page") ?? "";
  const sort = usageSorts.find((one) => one === params.get("sort")) ?? "bytes";
  const order = params.get("order");
  const textOf = (name: string, most = 300) => (params.get(name) ?? "").slice(0, most);
  return {
    q: textOf("q", 200),
    by: usageGroups.find((group) => group === params.get("by")) ?? "job",
    ...{ dataset: textOf("dataset"), scope: textOf("scope"), host: textOf("host") },
    sort,
    isDescending: order === null ? isUsuallyDescending(sort) : order === "desc",
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

/** Names begin with the first, amounts with the most. */
export function isUsuallyDescending(sort: UsageSort): boolean {
  return sort !== "name";
}

/** The query string without its defaults: empty, or with its `?`. */
export function usageQueryText(query: UsageQuery): string {
  const { q, by, sort, isDescending, page } = query;
  const params = new URLSearchParams();
  if (q !== "") params.set("q", q);
  if (by !== "job") params.set("by", by);
  for (const name of ["dataset", "scope", "host"] as const) if (query[name] !== "") params.set(name, query[name]);
  if (sort !== "bytes") params.set("sort", sort);
  if (isDescending !== isUsuallyDescending(sort)) params.set("order", isDescending ? "desc" : "asc");
  if (page !== 1) params.set("page", String(page));
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
