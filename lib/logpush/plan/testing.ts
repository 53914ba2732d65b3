import type { JsonObject } from "../job/job.ts";
import type { WorldJob, WorldScope } from "./run.ts";

// What the tests of the plans share: a world made of plain jobs.

export const idOf = (letter: string) => letter.repeat(32);

/** A job as the world knows it, whole unless said otherwise. */
export function worldJob(raw: JsonObject, changes: Partial<WorldJob> = {}): WorldJob {
  const jobId = Number(raw.id ?? 1);
  return {
    ref: { scopeKind: "zones", scopeId: idOf("a"), jobId },
    name: String(raw.name || `job ${jobId}`),
    scopeName: "example.com",
    raw,
    isWhole: true,
    isGone: false,
    n: 1,
    versions: new Map(),
    ...changes,
  };
}

export function worldZone(name: string, jobs: readonly JsonObject[] = [], letter = "b"): WorldScope {
  const scopeId = idOf(letter);
  return {
    path: `zones/${scopeId}`,
    name,
    accountName: "Acme Inc.",
    failure: null,
    jobs: jobs.map((raw) =>
      worldJob(raw, { ref: { scopeKind: "zones", scopeId, jobId: Number(raw.id ?? 1) }, scopeName: name }),
    ),
  };
}

/** A job as the API returns it: the documentation's example. */
export function storedJob(changes: JsonObject = {}): JsonObject {
  return {
    id: 7,
    name: "theburritobot.com-https",
    dataset: "http_requests",
    kind: "",
    enabled: true,
    frequency: "high",
    filter: "",
    destination_conf:
      "https://logs.example.com/in?header_Authorization=Basic%20dXNlcjpwYXNz&tags=host:theburritobot.com,dataset:http_requests&x=%7e",
    output_options: { field_names: ["RayID", "EdgeStartTimestamp"], timestamp_format: "rfc3339", later_key: 1 },
    max_upload_bytes: 5_000_000,
    last_complete: "2026-11-29T10:00:00Z",
    last_error: null,
    error_message: null,
    new_api_key: { kept: true },
    ...changes,
  };
}
