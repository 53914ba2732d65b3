import type { FindScopes } from "#components/scopes/use-known-scopes.ts";

/** What the page can do. */
export type AlertActions = typeof import("#app/actions/alerts.ts") & { findScopes: FindScopes };
