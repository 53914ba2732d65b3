import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import type { LeftOver } from "./found-job.ts";
import { isKnown } from "./terraform-expression.ts";
import { asNumber } from "./terraform-operators.ts";
import { listBlocks, type Scope, withName } from "./terraform-scope.ts";
import { entriesOf, resolveValue } from "./terraform-text.ts";

/** One of the resources that a block represents. `suffix` is what Terraform appends to its name, such as `["eu"]`. */
export type Instance = { suffix: string; scope: Scope; ignored: LeftOver[]; unread: LeftOver[] };

/** More jobs than a zone can have. */
const maxInstances = 50;

/** The instances of a resource with `count` or `for_each`. If their number is unknown, one that says so. */
export function listInstances({ for_each, count }: JsonObject, scope: Scope): Instance[] {
  if (for_each !== undefined) return listEntries(for_each, scope);
  if (count !== undefined) return listCounted(count, scope);
  return [{ suffix: "", scope, ignored: [], unread: [] }];
}

function listEntries(written: Json, scope: Scope): Instance[] {
  const entries = repeated(resolveValue(written, scope));
  if (!entries?.length) {
    const why = `Repeated for each entry of ${describeOpen(written, scope, entries !== undefined)}.`;
    return [{ suffix: "", scope, ignored: [], unread: [{ what: "for_each", why }] }];
  }
  return limit(
    "for_each",
    entries.map(([key, item]) => ({
      suffix: `[${JSON.stringify(key)}]`,
      scope: withName(scope, "each", { key, value: item }),
    })),
  );
}

function listCounted(written: Json, scope: Scope): Instance[] {
  const value = resolveValue(written, scope);
  const count = isKnown(value) ? asNumber(value) : undefined;
  if (count === undefined || !Number.isInteger(count) || count < 0) {
    const why = `Its number depends on ${describeOpen(written, scope, false)}.`;
    return [{ suffix: "", scope, ignored: [], unread: [{ what: "count", why }] }];
  }
  if (count === 0) {
    const why = "It is 0, so Terraform would not create this job.";
    return [{ suffix: "", scope, ignored: [{ what: "count", why }], unread: [] }];
  }
  const length = Math.min(count, maxInstances + 1);
  return limit(
    "count",
    Array.from({ length }, (_, index) => ({
      suffix: count === 1 ? "" : `[${index}]`,
      scope: withName(scope, "count", { index }),
    })),
  );
}

function limit(what: string, instances: Pick<Instance, "suffix" | "scope">[]): Instance[] {
  const why = `Only the first ${maxInstances} jobs are read.`;
  const unread = instances.length > maxInstances ? [{ what, why }] : [];
  const ignored = [{ what, why: "Tells Terraform how many to create. Each one is a separate job here." }];
  return instances.slice(0, maxInstances).map((instance) => ({ ...instance, ignored, unread }));
}

/** The entries of a map or a set; for a set, the key is the value. Undefined if not all keys are known. */
function repeated(value: Json): [string, Json][] | undefined {
  const entries = entriesOf(value)?.map(([key, item]): [Json, Json] =>
    Array.isArray(value) ? [item, item] : [key, item],
  );
  const known = entries?.filter((entry): entry is [string, Json] => typeof entry[0] === "string" && isKnown(entry[0]));
  return known?.length === entries?.length ? known : undefined;
}

/**
 * The expression that decides the number, by its first unresolved reference, because no literal of an expression may be
 * shown.
 */
function describeOpen(written: Json, scope: Scope, isEmpty: boolean): string {
  const text = typeof written === "string" ? written.replace(/"(?:[^"\\]|\\.)*"/g, '""') : "";
  const names = Array.from(
    text.matchAll(/(?<![\w.])(?:var|local|module|data)(?:\.[A-Za-z_][\w-]{0,60}){1,4}/g),
    ([name]) => name,
  );
  const open = names.find((name) => !isKnown(resolveValue(`\u0024{${name}}`, scope)));
  if (open !== undefined) return `${open}, which is not in the text`;
  const [first = "an expression"] = names;
  return isEmpty ? `${first}, which has none in the text` : `${first}, which cannot be evaluated`;
}

/** Replaces the `dynamic` blocks of a resource with the blocks that they generate. */
export function expandDynamic(
  { dynamic, ...attributes }: JsonObject,
  scope: Scope,
): Pick<Instance, "unread"> & {
  attributes: JsonObject;
} {
  const unread: LeftOver[] = [];
  let expanded = attributes;
  for (const [label, body] of Object.entries(dynamic !== undefined && isJsonObject(dynamic) ? dynamic : {})) {
    const blocks = listBlocks(body).flatMap((block) => expandBlock(label, block, scope) ?? []);
    if (blocks.length === 0) {
      unread.push({ what: "dynamic", why: `The entries of its ${label} block are not in the text.` });
    } else {
      const before = expanded[label] ?? [];
      expanded = { ...expanded, [label]: [...(Array.isArray(before) ? before : [before]), ...blocks] };
    }
  }
  return { attributes: expanded, unread };
}

function expandBlock(
  label: string,
  { for_each = null, iterator, content }: JsonObject,
  scope: Scope,
): Json[] | undefined {
  const value = resolveValue(for_each, scope);
  const entries = isKnown(value) ? entriesOf(value) : undefined;
  const named = typeof iterator === "string" ? /^\$\{([\w-]+)\}$/.exec(iterator)?.[1] : undefined;
  return entries?.slice(0, maxInstances).flatMap(([key, item]) => {
    const inner = withName(scope, named ?? label, { key, value: item });
    return listBlocks(content).map((block) => resolveValue(block, inner));
  });
}
