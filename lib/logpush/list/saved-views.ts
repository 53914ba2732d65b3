import { parseView, viewToQuery } from "./list-view.ts";

/** A view that a person keeps in this browser: its name and its address, nothing of the jobs. */
export type SavedView = { name: string; query: string };

/** Views that everybody has. */
export const builtInViews: readonly SavedView[] = [
  { name: "All jobs", query: "" },
  { name: "Needs attention", query: "?q=status%3Aattention" },
  { name: "All by name", query: "?sort=name" },
];

const maxViews = 50;
const maxName = 60;

/** Reads what a browser has stored, whatever that is. */
export function parseSavedViews(text: string | null): SavedView[] {
  try {
    const stored: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(stored) ? stored.flatMap(asView).slice(0, maxViews) : [];
  } catch {
    return [];
  }
}

function asView(value: unknown): SavedView[] {
  if (typeof value !== "object" || value === null || !("name" in value) || !("query" in value)) return [];
  const { name, query } = value;
  return typeof name === "string" && typeof query === "string" && name.trim() !== ""
    ? [{ name: name.slice(0, maxName), query: pageless(query) }]
    : [];
}

/** Adds a view under a name; one with that name is replaced. */
export function saveView(views: readonly SavedView[], { name, query }: SavedView): SavedView[] {
  const view = { name: name.trim().slice(0, maxName), query: pageless(query) };
  if (view.name === "") return [...views];
  const isKnown = views.some((one) => one.name === view.name);
  return isKnown ? views.map((one) => (one.name === view.name ? view : one)) : [...views, view].slice(-maxViews);
}

/** Gives a view another name. One that has that name already is replaced. */
export function renameView(views: readonly SavedView[], from: string, to: string): SavedView[] {
  const name = to.trim().slice(0, maxName);
  if (name === "" || name === from) return [...views];
  return views.filter((one) => one.name !== name).map((one) => (one.name === from ? { ...one, name } : one));
}

/** What the view is called that an address shows. */
export function nameOfView(views: readonly SavedView[], query: string): string | undefined {
  const wanted = pageless(query);
  return [...builtInViews, ...views].find((view) => view.query === wanted)?.name;
}

/** The page is where somebody is, not what they look for. */
function pageless(query: string): string {
  return viewToQuery({ ...parseView(new URLSearchParams(query)), page: 1 });
}
