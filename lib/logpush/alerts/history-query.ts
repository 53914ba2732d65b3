/** Which messages the history shows. It lives in the URL. */
export type HistoryQuery = {
  q: string;
  channel: string;
  result: "" | "waiting" | "sent" | "failed";
  page: number;
};

const results = ["waiting", "sent", "failed"] as const;

/** Reads a query from the URL. What it does not understand is left at its default. */
export function parseHistoryQuery(params: Pick<URLSearchParams, "get">): HistoryQuery {
  const page = Number(params.get("page"));
  return {
    q: (params.get("q") ?? "").slice(0, 200),
    channel: (params.get("channel") ?? "").slice(0, 64),
    result: results.find((result) => result === params.get("result")) ?? "",
    page: Number.isSafeInteger(page) && page > 1 && page <= 1000 ? page : 1,
  };
}

/** The address of the page with these messages. */
export function historyHref({ page, ...query }: HistoryQuery): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== "") params.set(name, value);
  if (page > 1) params.set("page", String(page));
  const text = params.toString();
  return text === "" ? "/alerts" : `/alerts?${text}`;
}

/** Whether any messages are left out. */
export function isHistoryFiltered({ q, channel, result }: HistoryQuery): boolean {
  return q.trim() !== "" || channel !== "" || result !== "";
}
