import { randomUUID } from "node:crypto";
import { type AuditLogEntry, type State, toRfc3339 } from "./model.ts";

/** The newest entries are kept. The service keeps 18 months. */
const KEPT_ENTRIES = 200;

export type NewEntry = Omit<AuditLogEntry, "id" | "when">;

/** The state with one more entry. */
export function withEntry(state: State, entry: NewEntry, nowMs: number): State {
  const added = { id: randomUUID(), when: toRfc3339(nowMs), ...entry };
  return { ...state, auditLog: [...(state.auditLog ?? []), added].slice(-KEPT_ENTRIES) };
}
