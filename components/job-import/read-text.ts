import { settle } from "#components/ui/settle.ts";
import { checkImportText, detectImport } from "#lib/logpush/import/detect.ts";
import type { FoundJob } from "#lib/logpush/import/found-job.ts";
import { fromTerraform } from "#lib/logpush/import/from-terraform.ts";
import { readDestination } from "#lib/logpush/import/read-destination.ts";
import { readJson } from "#lib/logpush/import/read-json.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";

export type ReadTerraform = (input: { text: string }) => Promise<Result<JsonObject>>;

/** The jobs in a pasted text, at least one. Only Terraform leaves the browser, to be parsed by Headgate's server. */
export async function readText(text: string, readTerraform: ReadTerraform): Promise<Result<FoundJob[]>> {
  const error = checkImportText(text);
  if (error) return { ok: false, error };
  const kind = detectImport(text);
  if (kind === "json") return readJson(text);
  if (kind === "curl") {
    // The shell parser is the heaviest part; what does not need it does not load it.
    return asList(await settle(async () => (await import("#lib/logpush/import/read-curl.ts")).readCurl(text)));
  }
  if (kind === "destination") return asList(readDestination(text));
  const config = await settle(() => readTerraform({ text }));
  return config.ok ? fromTerraform(config.value) : config;
}

function asList(found: Result<FoundJob>): Result<FoundJob[]> {
  return found.ok ? { ok: true, value: [found.value] } : found;
}
