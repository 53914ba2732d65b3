export const fieldChangeKinds = ["new", "deprecated", "removed"] as const;
export type FieldChangeKind = (typeof fieldChangeKinds)[number];

/** Since when and until when a field was listed, in milliseconds; 0 is before the first list that was read. */
export type FieldHistory = { name: string; firstSeen: number; lastSeen: number; deprecatedAt: number | null };

export type FieldEvent = { name: string; what: FieldChangeKind; since: number };

/** Lists differ between plans, and each is that of one zone, so a field is not removed before it is missing for days. */
const removedAfterMs = 48 * 3_600_000;

/** What changed about the fields of a dataset whose list was last read at `readAt`: new ones first, by time. */
export function listFieldEvents(history: readonly FieldHistory[], readAt: number): FieldEvent[] {
  const events = history.flatMap(({ name, firstSeen, lastSeen, deprecatedAt }): FieldEvent[] => {
    if (lastSeen < readAt - removedAfterMs) return [{ name, what: "removed", since: lastSeen }];
    if (deprecatedAt !== null) return [{ name, what: "deprecated", since: deprecatedAt }];
    return firstSeen > 0 ? [{ name, what: "new", since: firstSeen }] : [];
  });
  const rank = ({ what }: FieldEvent) => fieldChangeKinds.indexOf(what);
  return events.sort((a, b) => rank(a) - rank(b) || b.since - a.since || (a.name < b.name ? -1 : 1));
}

/** A change with the jobs that it affects: those that lack a new field, or send another. */
export type WatchedChange = {
  name: string;
  what: FieldChangeKind;
  /** RFC 3339; null if it was so before Headgate first read the list. */
  since: string | null;
  jobs: number;
};

export type WatchedDataset = {
  kind: "zones" | "accounts";
  dataset: string;
  /** When the list was last read, RFC 3339. */
  readAt: string;
  jobs: number;
  /** Jobs without a list of fields: they have legacy options, or none. */
  uncompared: number;
  changes: WatchedChange[];
};

/** The change whose jobs are listed, with one page of them. */
export type WatchedJobs = {
  kind: "zones" | "accounts";
  dataset: string;
  change: WatchedChange;
  rows: { key: string; label: string; scopeName: string; savedAt: string }[];
  number: number;
  pages: number;
};

export type FieldWatch = {
  datasets: WatchedDataset[];
  shown: WatchedJobs | null;
  bundledOf: string;
  /** Whether the reader's role permits to change jobs. */
  mayChange: boolean;
};

/** Which change's jobs are shown. It lives in the URL. */
export type FieldWatchQuery = { kind: "zones" | "accounts"; dataset: string; field: string; page: number };

/** Reads what is shown from the URL. Undefined for all datasets. */
export function parseFieldWatchQuery(params: Pick<URLSearchParams, "get">): FieldWatchQuery | undefined {
  const [dataset, field, page] = ["dataset", "field", "page"].map((name) => params.get(name) ?? "");
  if (!dataset || !field) return undefined;
  return {
    kind: params.get("kind") === "accounts" ? "accounts" : "zones",
    ...{ dataset: dataset.slice(0, 100), field: field.slice(0, 200) },
    page: page && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

/** The address of the jobs that a change affects. */
export function fieldWatchText({ kind, dataset, field, page }: FieldWatchQuery): string {
  const params = new URLSearchParams({ tab: "fields", kind, dataset, field });
  if (page > 1) params.set("page", String(page));
  return `?${params}`;
}
