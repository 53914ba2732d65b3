import { err } from "../errors/app-error.ts";
import type { ExactObject } from "../json/exact-json.ts";
import { readJson } from "../json/read-json.ts";
import { writeJson } from "../json/write-json.ts";
import { ok, type Result } from "../result.ts";
import { asGroup, type FilterNode, filterOf, type Group, isGroup } from "./filter-node.ts";

/**
 * Parses the text of a job's `filter`; "" means no filter. The top is always a group: a bare condition becomes a group
 * of one. Unknown operators and keys are kept. Errors: E_FILTER_JSON with the position, E_FILTER_GRAMMAR.
 */
export function parseFilter(text: string): Result<Group | undefined> {
  if (text === "") return ok(undefined);
  const reading = readJson(text);
  if (reading.ok) return filterOf(reading.value);
  const { reason, line, column } = reading.fault;
  return err("E_FILTER_JSON", { at: "filter", params: { place: `: ${reason} (line ${line}, column ${column})` } });
}

/** Formats the filter as it is sent: JSON without spaces, a bare condition wrapped in `and`. No filter is "". */
export function formatFilter(node: FilterNode | undefined): string {
  return node === undefined ? "" : writeJson({ where: partOf(asGroup(node)) });
}

function partOf(node: FilterNode): ExactObject {
  if (isGroup(node)) return { [node.join]: node.children.map(partOf), ...node.rest };
  const { key, operator, value, rest } = node;
  return { key, operator, value, ...rest };
}
