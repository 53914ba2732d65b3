import { buildSchema, type DocumentNode, Kind, type NamedTypeNode, visit } from "graphql";

const NUMBERS = ["eq", "neq", "gt", "geq", "lt", "leq"];
/** Dimension, its type, and the operators of its filters. */
const HEALTH_DIMENSIONS: [name: string, type: string, operators: string[]][] = [
  ["jobId", "Int", NUMBERS],
  ["status", "Int", NUMBERS],
  ["final", "Int", NUMBERS],
  ["destinationType", "String", ["eq", "neq", "like", "notlike"]],
  ["datetime", "Time", NUMBERS],
  ["datetimeMinute", "Time", NUMBERS],
  ["datetimeFiveMinutes", "Time", NUMBERS],
  ["datetimeFifteenMinutes", "Time", NUMBERS],
  ["datetimeHour", "Time", NUMBERS],
  ["date", "Date", NUMBERS],
];
const USAGE_DIMENSIONS: typeof HEALTH_DIMENSIONS = [["date", "Date", NUMBERS]];
const HEALTH_SUMS = ["bytes", "bytesCompressed", "records", "uploads"];
const USAGE_SUMS = ["billableBytes"];

/** The part of the analytics API about Logpush, with the names and arguments of the service. */
export const schema = buildSchema(`
  scalar Time
  scalar Date
  scalar uint64
  type Query { viewer: Viewer! }
  type Viewer { zones(${scopeArguments("Zone")}): [Zone!]! accounts(${scopeArguments("Account")}): [Account!]! }
  ${scopeFilter("Zone", "zoneTag")}
  ${scopeFilter("Account", "accountTag")}
  type Zone {
    zoneTag: String!
    settings: ZoneSettings!
    logpushHealthAdaptiveGroups(${groupArguments("Health")}): [HealthGroup!]!
  }
  type Account {
    accountTag: String!
    settings: AccountSettings!
    logpushHealthAdaptiveGroups(${groupArguments("Health")}): [HealthGroup!]!
    logpushUsageAdaptiveGroups(${groupArguments("Usage")}): [UsageGroup!]!
  }
  type ZoneSettings { logpushHealthAdaptiveGroups: Settings! }
  type AccountSettings { logpushHealthAdaptiveGroups: Settings! logpushUsageAdaptiveGroups: Settings! }
  type Settings {
    enabled: Boolean!
    availableFields: [String!]!
    maxDuration: Int!
    maxNumberOfFields: Int!
    maxPageSize: Int!
    notOlderThan: Int!
  }
  ${groupTypes("Health", HEALTH_DIMENSIONS, HEALTH_SUMS)}
  ${groupTypes("Usage", USAGE_DIMENSIONS, USAGE_SUMS)}
`);

export type GroupKind = "Health" | "Usage";

/** What a query can request of a group, for `settings`. */
export function availableFields(kind: GroupKind): string[] {
  const [dimensions, sums] = kind === "Health" ? [HEALTH_DIMENSIONS, HEALTH_SUMS] : [USAGE_DIMENSIONS, USAGE_SUMS];
  const names = dimensions.map(([name]) => `dimensions.${name}`);
  return [...(kind === "Health" ? ["count"] : []), ...names, ...sums.map((name) => `sum.${name}`)];
}

/**
 * The document with the types of its variables under this schema's names. The service calls its scalars `string` or
 * `uint64` and its inputs `ZoneLogpushHealthAdaptiveGroupsFilter_InputObject`; tools write both.
 */
export function withOwnTypeNames(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.VARIABLE_DEFINITION]: (definition) => visit(definition, { [Kind.NAMED_TYPE]: renameType }),
  });
}

function renameType(type: NamedTypeNode): NamedTypeNode {
  return { ...type, name: { ...type.name, value: ownTypeName(type.name.value) } };
}

function ownTypeName(name: string): string {
  if (name === "string") return "String";
  if (/^u?int\d+$/.test(name)) return "Int";
  const [, scope, group, part] =
    /^(Zone|Account)(?:Logpush(Health|Usage)AdaptiveGroups)?(Filter_InputObject|OrderBy)$/.exec(name) ?? [];
  if (!part) return name;
  return `${group ?? scope}${part === "OrderBy" ? "Order" : "Filter"}`;
}

function scopeArguments(kind: string): string {
  return `limit: Int, filter: ${kind}Filter`;
}

function scopeFilter(kind: string, tag: string): string {
  return `input ${kind}Filter {
    ${tag}: String ${tag}_neq: String ${tag}_in: [String!] ${tag}_notin: [String!]
    AND: [${kind}Filter!] OR: [${kind}Filter!]
  }`;
}

function groupArguments(kind: GroupKind): string {
  return `limit: Int!, filter: ${kind}Filter!, orderBy: [${kind}Order!]`;
}

function groupTypes(kind: GroupKind, dimensions: typeof HEALTH_DIMENSIONS, sums: string[]): string {
  const count = kind === "Health" ? ["count"] : [];
  const orders = [...dimensions.map(([name]) => name), ...count, ...sums.map((name) => `sum_${name}`)];
  const filters = dimensions.flatMap(([name, type, operators]) => [
    `${name}: ${type}`,
    ...operators.map((operator) => `${name}_${operator}: ${type}`),
    `${name}_in: [${type}!]`,
    `${name}_notin: [${type}!]`,
  ]);
  return `
    type ${kind}Group { ${count.map((name) => `${name}: uint64!`).join(" ")} dimensions: ${kind}Dimensions! sum: ${kind}Sum! }
    type ${kind}Dimensions { ${dimensions.map(([name, type]) => `${name}: ${type}!`).join(" ")} }
    type ${kind}Sum { ${sums.map((name) => `${name}: uint64!`).join(" ")} }
    enum ${kind}Order { ${orders.flatMap((name) => [`${name}_ASC`, `${name}_DESC`]).join(" ")} }
    input ${kind}Filter { ${filters.join(" ")} AND: [${kind}Filter!] OR: [${kind}Filter!] }
  `;
}
