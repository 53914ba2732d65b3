import type { AttributeTable, Tool } from "#lib/logpush/job/attributes.ts";

/** The keys of a table that `tool` takes. */
export function keysKnownTo(tool: Tool, table: AttributeTable): string[] {
  return Object.values(table).flatMap(({ key, unknownTo = [] }) => (unknownTo.includes(tool) ? [] : [key]));
}
