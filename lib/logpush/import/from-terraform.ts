import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { ok, type Result } from "../result.ts";
import type { FoundJob, LeftOver } from "./found-job.ts";
import { fillGaps } from "./gaps.ts";
import { importError } from "./import-error.ts";
import type { TerraformConfig } from "./terraform-expression.ts";
import { expandDynamic, type Instance, listInstances } from "./terraform-repeat.ts";
import { blockTypes, listBlocks, type Scope, scopeOf } from "./terraform-scope.ts";
import { jobKeys, readArgument, readOutputOptions, type Settings } from "./terraform-settings.ts";
import { resolveValue } from "./terraform-text.ts";

export const resourceType = "cloudflare_logpush_job";

/** Terraform's own arguments and blocks, which the provider does not receive. */
const metaArguments: ReadonlySet<string> = new Set(
  "depends_on lifecycle provider provisioner connection timeouts".split(" "),
);

/**
 * Reads the jobs of a configuration from the HCL parser or a `.tf.json` file. Supports version 4 of the provider, where
 * `output_options` is a block, and version 5, where it is an attribute. A resource with `for_each` or `count` is one
 * job per entry, if the text has the entries.
 */
export function fromTerraform({ config, expressions }: TerraformConfig): Result<FoundJob[]> {
  const resources = isJsonObject(config.resource) ? config.resource : {};
  const jobs = isJsonObject(resources[resourceType]) ? Object.entries(resources[resourceType]) : [];
  const scope = scopeOf(config, expressions);
  if (jobs.length === 0) {
    const calls = readModuleCalls(config, scope);
    return calls.length > 0 ? ok(calls) : importError("E_IMPORT_NO_RESOURCE");
  }
  const ignored = otherBlocks(config, resources);
  return ok(
    jobs.flatMap(([label, body]) =>
      listBlocks(body).flatMap((attributes) =>
        listInstances(attributes, scope).map((instance) => readResource(label, attributes, instance, ignored)),
      ),
    ),
  );
}

/** Arguments that tell Terraform which module to use, and with which providers. */
const moduleArguments: ReadonlySet<string> = new Set(["source", "version", "providers", "depends_on"]);

/**
 * Module calls, and Terragrunt inputs, that name a destination. The module's effect on them is not in the text, so they
 * change only what they name, in the provider's terms.
 */
function readModuleCalls(config: JsonObject, scope: Scope): FoundJob[] {
  const modules = Object.entries(isJsonObject(config.module) ? config.module : {}).flatMap(([name, body]) =>
    listBlocks(body).map((block) => ({ label: `module.${name}`, block })),
  );
  const inputs = resolveValue(config.inputs ?? null, scope);
  const calls = isJsonObject(inputs) ? [...modules, { label: "inputs", block: inputs }] : modules;
  return calls
    .filter(({ block }) => block.destination_conf !== undefined)
    .flatMap(({ label, block }) =>
      listInstances(block, scope).map((instance) => readModuleCall(label, block, instance)),
    );
}

function readModuleCall(label: string, block: JsonObject, instance: Instance): FoundJob {
  const entries = Object.entries(block).filter(([key]) => key !== "for_each" && key !== "count");
  const isOwn = (key: string) => isScopeKey(key) || key === "output_options" || jobKeys.has(key);
  const others = entries.filter(([key]) => !isOwn(key));
  const own: JsonObject = Object.fromEntries(entries.filter(([key]) => isOwn(key)));
  const leftOver =
    (why: string) =>
    ([what]: [string, Json]): LeftOver => ({ what, why });
  const ignored = others
    .filter(([key]) => moduleArguments.has(key))
    .map(leftOver("A Terraform meta-argument, not a job setting."));
  const unread = others
    .filter(([key]) => !moduleArguments.has(key))
    .map(leftOver("Its effect depends on the module, which is not in the text."));
  const job = readResource(label, own, instance, ignored);
  return { ...job, isWhole: false, unread: [...unread, ...job.unread] };
}

const isScopeKey = (key: string) => key === "zone_id" || key === "account_id";

function readResource(label: string, written: JsonObject, instance: Instance, others: LeftOver[]): FoundJob {
  const { for_each: _entries, count: _count, ...own } = written;
  const { attributes, unread } = expandDynamic(own, instance.scope);
  const { path, ...place } = readScope(attributes, instance.scope);
  const parts = Object.entries(attributes)
    .filter(([key]) => !isScopeKey(key))
    .map(([key, value]) => readEntry(key, value, instance.scope));
  const body: JsonObject = Object.fromEntries(parts.flatMap((part) => Object.entries(part.body)));
  const address = `${label}${instance.suffix}`;
  const name = typeof body.name === "string" && body.name !== "" ? fillGaps(body.name) : address;
  return {
    label: name === address ? address : `${name} (${address})`,
    body,
    isWhole: true,
    isEvaluated: true,
    ...(path === undefined ? {} : { scope: path }),
    ignored: [...others, ...instance.ignored, ...place.ignored, ...parts.flatMap((part) => part.ignored)],
    unread: [...instance.unread, ...unread, ...place.unread, ...parts.flatMap((part) => part.unread)],
  };
}

function readEntry(key: string, written: Json, scope: Scope): Settings {
  if (metaArguments.has(key)) {
    return {
      body: {},
      ignored: [{ what: key, why: "A Terraform meta-argument, not a job setting." }],
      unread: [],
    };
  }
  const value = resolveValue(written, scope);
  return key === "output_options" ? readOutputOptions(value) : readArgument(key, value);
}

type Place = Omit<Settings, "body"> & { path?: string };

/** The zone or account. The provider refuses a resource that names both; the zone is used here. */
function readScope(attributes: JsonObject, scope: Scope): Place {
  const kinds = [
    { key: "zone_id", kind: "zones" },
    { key: "account_id", kind: "accounts" },
  ].flatMap(({ key, kind }) => {
    const written = attributes[key];
    return written === undefined ? [] : [{ key, kind, id: resolveValue(written, scope) }];
  });
  // Version 4 of the provider writes an unset id as an empty text into its state.
  const isUnset = (id: Json) => id === null || id === "";
  const unset = kinds.filter(({ id }) => isUnset(id));
  const [chosen, ...others] = kinds.filter(({ id }) => !isUnset(id));
  return {
    ...(chosen ? { path: `${chosen.kind}/${String(chosen.id)}` } : {}),
    ignored: unset.map(({ key, id }) => ({
      what: key,
      why: `${id === null ? "null" : "Empty"} is the same as not set.`,
    })),
    unread: others.map(({ key }) => ({
      what: key,
      why: "zone_id and account_id are mutually exclusive. The zone is used.",
    })),
  };
}

function otherBlocks(config: JsonObject, resources: JsonObject): LeftOver[] {
  const others = Object.entries(resources).flatMap(([type, bodies]) =>
    type === resourceType || !isJsonObject(bodies) ? [] : Object.keys(bodies).map((label) => `${type}.${label}`),
  );
  const blocks = Object.keys(config).filter(
    (key) => blockTypes.has(key) && !["resource", "variable", "locals"].includes(key),
  );
  return [
    ...others.map((what) => ({ what: `resource ${what}`, why: "It is not a Logpush job." })),
    ...blocks.map((what) => ({ what: `${what} block`, why: "It is not a Logpush job." })),
  ];
}
