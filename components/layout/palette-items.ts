import type { Route } from "next";
import { rowHref } from "#components/job-list/job-label.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobPage, ScopeOption } from "#lib/logpush/views.ts";
import type { Place } from "./places.ts";

export type FindScopes = typeof import("#app/actions/scopes.ts").findScopes;

/** One line of the palette: leads to an address, or does something. */
export type PaletteItem = { id: string; group: string; text: string; note?: string } & (
  | { href: Route }
  | { run: "shortcuts" }
);

/** Pages and actions whose words all begin like a word of the text. */
export function findPages(places: readonly Place[], text: string, mayWrite: boolean): PaletteItem[] {
  const pages: PaletteItem[] = places.map(({ href, label }) => ({
    id: `page-${href}`,
    group: "Pages",
    text: label,
    href,
  }));
  const writing: PaletteItem[] = [
    { id: "new", group: "Actions", text: "New job", href: "/jobs/new" },
    { id: "import", group: "Actions", text: "Import a job", href: "/jobs/new?import=1" },
  ];
  const actions: PaletteItem[] = [
    ...(mayWrite ? writing : []),
    { id: "runs", group: "Pages", text: "Runs", href: "/runs" },
    { id: "failing", group: "Actions", text: "Show failing jobs", href: "/?health=failing" },
    { id: "shortcuts", group: "Actions", text: "Keyboard shortcuts", note: "?", run: "shortcuts" },
  ];
  return [...pages, ...actions].filter((item) => matches(item.text, text));
}

/** The jobs that a search found, and what can be opened of the first one. */
export function jobItems(
  { rows, total }: Pick<JobPage, "rows" | "total">,
  text: string,
  { mayWrite = false, most = 6 }: { mayWrite?: boolean; most?: number } = {},
): PaletteItem[] {
  if (text === "") return [];
  const labelOf = ({ label, name }: (typeof rows)[number]) => label ?? name;
  const items: PaletteItem[] = rows.slice(0, most).map((row) => ({
    id: `job-${row.key}`,
    group: "Jobs",
    text: labelOf(row),
    note: `${row.scope}, ${row.dataset}`,
    href: rowHref(row.key) as Route,
  }));
  const first = rows[0];
  if (first) {
    const tabs = { deliveries: "Deliveries", settings: "Settings", activity: "Activity", code: "Code" };
    for (const [tab, name] of Object.entries(tabs)) {
      items.push({
        id: `job-${first.key}-${tab}`,
        group: `Open ${labelOf(first)}`,
        text: `${name} of ${labelOf(first)}`,
        href: `${rowHref(first.key)}?tab=${tab}` as Route,
      });
    }
    if (mayWrite) {
      items.push({
        id: `job-${first.key}-copy`,
        group: `Open ${labelOf(first)}`,
        text: `Copy ${labelOf(first)} to zones`,
        href: `${rowHref(first.key)}?copy=1` as Route,
      });
    }
  }
  if (total > 0) {
    const note = total === 1 ? "1 job" : `${formatCount(total)} jobs`;
    const href: Route = `/?q=${encodeURIComponent(text)}`;
    items.push({ id: "search", group: "Search", text: `Jobs that match “${text}”`, note, href });
  }
  return items;
}

/** Zones and accounts, each leading to its jobs. */
export function scopeItems(scopes: readonly ScopeOption[], most = 5): PaletteItem[] {
  return scopes.slice(0, most).map(({ path, name, accountName }) => ({
    id: `scope-${path}`,
    group: "Zones and accounts",
    text: name,
    note: path.startsWith("accounts/") ? "Account" : (accountName ?? "Zone"),
    href: `/?scope=${encodeURIComponent(path)}`,
  }));
}

function matches(label: string, text: string): boolean {
  const words = label.toLowerCase().split(" ");
  return text
    .toLowerCase()
    .split(" ")
    .every((part) => words.some((word) => word.startsWith(part)));
}
