import type { UsageGroup } from "#lib/logpush/usage/usage-query.ts";

/** What a row of the table is. */
export const groupWords: Record<UsageGroup, { one: string; by: string; many: string }> = {
  job: { one: "Job", by: "Jobs", many: "jobs" },
  dataset: { one: "Dataset", by: "Datasets", many: "datasets" },
  scope: { one: "Zone or account", by: "Zones and accounts", many: "zones and accounts" },
  host: { one: "Destination host", by: "Destination hosts", many: "destination hosts" },
};
