import type { JsonObject } from "../job/job.ts";
import type { Result } from "../result.ts";
import { checkImportText, detectImport } from "./detect.ts";
import type { FoundJob } from "./found-job.ts";
import { fromTerraform } from "./from-terraform.ts";
import { readDestination } from "./read-destination.ts";
import { readJson } from "./read-json.ts";

/** Parses HCL into Terraform's JSON syntax. HashiCorp's parser needs a server, so the caller brings it. */
export type ReadTerraform = (input: { text: string }) => Promise<Result<JsonObject>>;

/**
 * The jobs in a pasted text, at least one. Rejects only where `readTerraform` rejects or where a lazily loaded reader
 * cannot be loaded.
 */
export async function readText(text: string, readTerraform: ReadTerraform): Promise<Result<FoundJob[]>> {
  const error = checkImportText(text);
  if (error) return { ok: false, error };
  const kind = detectImport(text);
  if (kind === "json") return readJson(text);
  if (kind === "curl") {
    // The shell parser is the largest part; only the texts that need it load it.
    return asList((await import("./read-curl.ts")).readCurl(text));
  }
  if (kind === "destination") return asList(readDestination(text));
  const config = await readTerraform({ text });
  return config.ok ? fromTerraform(config.value) : config;
}

function asList(found: Result<FoundJob>): Result<FoundJob[]> {
  return found.ok ? { ok: true, value: [found.value] } : found;
}
