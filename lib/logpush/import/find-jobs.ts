import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { filledInKeys } from "../job/owned-keys.ts";
import { parseJsonWithGaps } from "../json/parse-json.ts";
import { ok, type Result } from "../result.ts";
import { asBody } from "./code/keys.ts";
import { type FoundJob, labelOf } from "./found-job.ts";
import { fromTerraform } from "./from-terraform.ts";
import { markGap } from "./gaps.ts";

const resourceType = "cloudflare_logpush_job";
const maxJobs = 500;
const maxDepth = 24;

/**
 * Finds the jobs anywhere in a JSON value: resources of Terraform's state or plan, or else every object with a
 * destination, also in a string that contains JSON, as log lines do. No jobs is not an error.
 */
export function findJobs(value: Json): FoundJob[] {
  const resources = listResources(value);
  if (resources.length > 0) {
    const found = fromState(resources);
    return found.ok ? found.value : [];
  }
  const bodies: JsonObject[] = [];
  collect(value, bodies, 0);
  return bodies.map((body, place) => ({
    label: labelOf(body, place + 1),
    body,
    isWhole: true,
    ignored: [{ what: "rest of the JSON", why: "Only the job in it is read." }],
    unread: [],
  }));
}

function collect(value: Json, bodies: JsonObject[], depth: number): void {
  if (depth > maxDepth || bodies.length >= maxJobs) return;
  if (typeof value === "string") {
    if (!/^["\\\s]*[[{]/.test(value) || !/destination_?conf/i.test(value)) return;
    const parsed = parseJsonWithGaps(value);
    if (parsed.ok) collect(parsed.value, bodies, depth + 1);
  } else if (Array.isArray(value)) for (const item of value) collect(item, bodies, depth + 1);
  else if (isJsonObject(value)) {
    const body = asBody(value);
    if ("destination_conf" in body) bodies.push(withoutCipher(body));
    // Pulumi keeps both the inputs and the outputs.
    else if (isJsonObject(value.inputs) && isJsonObject(value.outputs)) collect(value.inputs, bodies, depth + 1);
    else for (const item of Object.values(value)) collect(item, bodies, depth + 1);
  }
}

/** Pulumi writes secrets as an object that contains the encrypted text. */
function withoutCipher(body: JsonObject): JsonObject {
  const isSecret = isJsonObject(body.destination_conf) && "ciphertext" in body.destination_conf;
  return isSecret ? { ...body, destination_conf: markGap("an encrypted value", "hidden") } : body;
}

type Resource = { label: string; attributes: JsonObject };

/** Resources of a state file, of `terraform show -json`, or of a plan in JSON. */
function listResources(value: Json): Resource[] {
  if (!isJsonObject(value)) return [];
  if (Array.isArray(value.resource_changes)) return objectsOf(value.resource_changes).flatMap(plannedResource);
  const { values, planned_values: planned } = value;
  const root = [values, planned].find(isJsonObject)?.root_module;
  if (isJsonObject(root)) return resourcesOfModule(root, 0);
  return objectsOf(value.resources).flatMap((resource) =>
    objectsOf(resource.type === resourceType ? resource.instances : undefined).flatMap(
      ({ attributes, index_key: index }) =>
        isJsonObject(attributes) ? [{ label: labelOfResource(resource.name, index), attributes }] : [],
    ),
  );
}

function resourcesOfModule(module: JsonObject, depth: number): Resource[] {
  const own = objectsOf(module.resources).flatMap(({ type, name, index, values }) =>
    type === resourceType && isJsonObject(values) ? [{ label: labelOfResource(name, index), attributes: values }] : [],
  );
  if (depth > maxDepth) return own;
  return [...own, ...objectsOf(module.child_modules).flatMap((child) => resourcesOfModule(child, depth + 1))];
}

/** The planned values, or for a deleted resource the old ones. A value that is known only after apply is a gap. */
function plannedResource({ type, name, index, change }: JsonObject): Resource[] {
  if (type !== resourceType || !isJsonObject(change)) return [];
  const known = [change.after, change.before].find(isJsonObject);
  if (!known) return [];
  const unknown = isJsonObject(change.after_unknown) ? Object.entries(change.after_unknown) : [];
  const gaps = unknown
    .filter(([key, isUnknown]) => isUnknown === true && key !== "output_options" && !filledInKeys.has(key))
    .map(([key]): [string, Json] => [key, markGap("a value known after apply", "absent")]);
  return [{ label: labelOfResource(name, index), attributes: { ...known, ...Object.fromEntries(gaps) } }];
}

function labelOfResource(name: Json | undefined, index: Json | undefined): string {
  const label = typeof name === "string" ? name : "job";
  return index === undefined || index === null ? label : `${label}[${String(index)}]`;
}

function fromState(resources: Resource[]): Result<FoundJob[]> {
  const jobs = resources.map(({ label, attributes }) =>
    fromTerraform({
      config: { resource: { [resourceType]: { [label]: [escapeTemplates(attributes)] } } },
      expressions: {},
    }),
  );
  const failed = jobs.find((found) => !found.ok);
  return failed ?? ok(jobs.flatMap((found) => (found.ok ? found.value : [])));
}

/** A state has literal texts, in which a configuration would read `${` as a template. */
function escapeTemplates(value: Json): Json {
  if (typeof value === "string") return value.replace(/[$%](?=\{)/g, "$&$&");
  if (Array.isArray(value)) return value.map(escapeTemplates);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]): [string, Json] => [key, escapeTemplates(item)]));
}

function objectsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
