import type { LogField } from "../datasets/field-list.ts";
import { operatorNames } from "./check-shape.ts";

const ofText = [
  "eq",
  "!eq",
  "in",
  "!in",
  "contains",
  "!contains",
  "startsWith",
  "!startsWith",
  "endsWith",
  "!endsWith",
];
const ofNumber = ["eq", "!eq", "lt", "leq", "gt", "geq", "in", "!in"];
const ofList = ["contains", "!contains"];

/** The table of the "Filters" page. A type without a row cannot be filtered. */
const operatorsByType: Record<string, readonly string[]> = {
  string: ofText,
  int: ofNumber,
  bool: ["eq", "!eq"],
  "array[string]": ofList,
  "array[int]": ofList,
};

const reasonsByType: Record<string, string> = {
  object: "Logpush cannot filter on objects",
  "array[object]": "Logpush cannot filter on lists of objects",
  float: "no operator for decimal numbers is documented",
  "int or string": "no operator for timestamps is documented; their form depends on the timestamp format",
};

/** Excluded by name in firewall_events ("Filters" page, limitations). */
const barredFirewallFields = new Set([
  "Action",
  "Description",
  "Kind",
  "MatchIndex",
  "Metadata",
  "OriginatorRayID",
  "RuleID",
  "Source",
]);

/** Why a field cannot be filtered, as the end of a sentence; undefined if it can, or if its type is unknown. */
export function whyUnfilterable({ name, type }: LogField, dataset: string): string | undefined {
  if (dataset === "firewall_events" && barredFirewallFields.has(name)) {
    return "Cloudflare does not allow it in filters on firewall events";
  }
  return Object.hasOwn(reasonsByType, type) ? reasonsByType[type] : undefined;
}

/** The operators for a field of this type; all of them if the type is unknown. */
export function operatorsFor(type: string | undefined): readonly string[] {
  return (type !== undefined && Object.hasOwn(operatorsByType, type) && operatorsByType[type]) || operatorNames;
}
