import type { Route } from "next";

/** What leads to a place: the person's rights, and whether the built-in emulator answers. */
export type Visitor = { mode: "emulator" | "live"; operate: boolean; write: boolean };

export type Place = {
  href: Route;
  label: string;
  icon: PlaceIcon;
  group: "main" | "tools" | "foot";
  /** Absent where everybody may open it. */
  isFor?: (visitor: Visitor) => boolean;
};

export type PlaceIcon =
  | "jobs"
  | "coverage"
  | "activity"
  | "usage"
  | "alerts"
  | "explain"
  | "rotate"
  | "drift"
  | "receiver"
  | "settings";

const places: readonly Place[] = [
  { href: "/", label: "Jobs", icon: "jobs", group: "main" },
  { href: "/coverage", label: "Coverage", icon: "coverage", group: "main" },
  { href: "/activity", label: "Activity", icon: "activity", group: "main", isFor: ({ operate }) => operate },
  { href: "/usage", label: "Usage", icon: "usage", group: "main", isFor: ({ operate }) => operate },
  { href: "/alerts", label: "Alerts", icon: "alerts", group: "main" },
  { href: "/explain", label: "Explain", icon: "explain", group: "tools" },
  { href: "/rotate", label: "Rotate secrets", icon: "rotate", group: "tools", isFor: ({ write }) => write },
  { href: "/drift", label: "Drift", icon: "drift", group: "tools" },
  {
    href: "/receiver",
    label: "Test receiver",
    icon: "receiver",
    group: "tools",
    isFor: ({ mode, operate }) => mode === "emulator" && operate,
  },
  { href: "/settings", label: "Settings", icon: "settings", group: "foot", isFor: ({ operate }) => operate },
];

/** The places that the visitor may open, in the order of the navigation. */
export function placesFor(visitor: Visitor): Place[] {
  return places.filter(({ isFor }) => isFor?.(visitor) ?? true);
}

/** Whether a page lies in the place: the pages of a job belong to Jobs. */
export function isAtPlace(href: string, pathname: string): boolean {
  if (href === "/") return pathname === "/" || /^\/(?:zones|accounts)\//.test(pathname);
  // Runs have no place of their own: they are what people did, as is the activity.
  if (href === "/activity" && /^\/runs(?:\/|$)/.test(pathname)) return true;
  return pathname === href || pathname.startsWith(`${href}/`);
}
