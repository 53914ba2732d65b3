import { accountOf, type Directory } from "../state/directory.ts";
import type { AuditLogEntry } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import type { Api, ApiContext } from "./context.ts";
import { missingPermission } from "./credentials.ts";
import { paged, requireKnown } from "./discovery-routes.ts";
import { invalidRequest } from "./failure.ts";

/** The audit log of an account: who changed its jobs and those of its zones. */
export function addAuditRoutes(api: Api, directory: Directory, store: Store): void {
  api.get("/accounts/:id/audit_logs", (context) => {
    const account = requireKnown(context, directory.accounts);
    if (context.get("credential").access === "no-audit") throw missingPermission();
    const [since, before] = [readTime(context, "since"), readTime(context, "before")];
    const entries = (store.current().auditLog ?? []).filter(
      ({ scope, when, action, by }) =>
        accountOf(directory, scope) === account.id &&
        Date.parse(when) >= (since ?? 0) &&
        Date.parse(when) <= (before ?? Number.POSITIVE_INFINITY) &&
        (context.req.query("action.type") ?? action) === action &&
        (context.req.query("actor.email") ?? by) === by,
    );
    const isAscending = context.req.query("direction") === "asc";
    const ordered = isAscending ? entries : entries.toReversed();
    return paged(
      context,
      ordered.map((entry) => entryToWire(directory, entry, account.id)),
      { fallback: 100, minimum: 1, maximum: 1000 },
    );
  });
}

function entryToWire(directory: Directory, { id, when, action, jobId, scope, by }: AuditLogEntry, owner: string) {
  const zone = directory.zones.find((one) => one.id === scope.id);
  return {
    id,
    action: { result: true, type: action },
    actor: { id: owner, email: by, ip: "192.0.2.1", type: "user" },
    interface: "API",
    metadata: zone ? { zone_id: zone.id, zone_name: zone.name } : {},
    newValue: "",
    oldValue: "",
    owner: { id: owner },
    resource: { id: String(jobId), type: "logpush.job" },
    when,
  };
}

function readTime(context: ApiContext, name: string): number | undefined {
  const text = context.req.query(name);
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw invalidRequest(`${name} must be a date or a time of RFC 3339`);
  return ms;
}
