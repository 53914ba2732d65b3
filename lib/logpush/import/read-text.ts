import { byteLength } from "../destination/percent.ts";
import { repairSeparators, separatorMessage } from "../destination/separators.ts";
import { ok, type Result } from "../result.ts";
import { cleanPaste, undoMarkup } from "./clean-text.ts";
import { destinationAlone, withDestinationHint } from "./destination-hint.ts";
import { checkImportText, detectClean } from "./detect.ts";
import type { FoundJob, LeftOver } from "./found-job.ts";
import { fromTerraform } from "./from-terraform.ts";
import { importError } from "./import-error.ts";
import { readDestination, readDestinationLines } from "./read-destination.ts";
import { readJson } from "./read-json.ts";
import { maxTerraformBytes, type TerraformConfig } from "./terraform-expression.ts";
import { isPlan, normalizePlan } from "./terraform-plan.ts";

/** Parses HCL and its expressions. HashiCorp's parser needs a server, so the caller provides it. */
export type ReadTerraform = (input: { text: string }) => Promise<Result<TerraformConfig>>;

/**
 * The jobs in a pasted text, at least one. Rejects only if `readTerraform` rejects or a lazily loaded reader cannot be
 * loaded.
 */
export async function readText(text: string, readTerraform: ReadTerraform): Promise<Result<FoundJob[]>> {
  const error = checkImportText(text);
  const clean = error?.code === "E_IMPORT_LARGE" ? "" : cleanPaste(text);
  const found = error ? ({ ok: false, error } as const) : await readClean(clean, readTerraform);
  if (found.ok) return ok(found.value.map(repairDestination));
  const list = readDestinationLines(clean);
  if (list.length > 0) return ok(list.map(repairDestination));
  const undone = undoMarkup(clean);
  const repaired = undone === undefined ? undefined : await readClean(undone, readTerraform);
  if (repaired?.ok) {
    const note = {
      what: "HTML",
      why: "The text was copied from HTML source. Entities and tags were removed.",
    };
    return ok(repaired.value.map((job) => ({ ...job, ignored: [...job.ignored, note] })));
  }
  const isForeign = /^E_IMPORT_(?:UNKNOWN|YAML|NO_OBJECT|NO_JOB)$/.test(found.error.code);
  const alone = isForeign ? destinationAlone(clean, found.error) : undefined;
  return alone ? ok([alone]) : { ok: false, error: withDestinationHint(found.error, clean) };
}

async function readClean(text: string, readTerraform: ReadTerraform): Promise<Result<FoundJob[]>> {
  const kind = detectClean(text);
  if (kind === "curl") {
    // The shell parser is the largest part, so only the texts that need it load it.
    return (await import("./read-curl.ts")).readCurl(text);
  }
  if (kind === "terraform") return readHcl(text, readTerraform);
  if (kind === "powershell" || kind === "code") return (await import("./read-code.ts")).readProgramText(text);
  if (kind === "destination") {
    const found = readDestination(text);
    return found.ok ? ok([found.value]) : found;
  }
  const found = readJson(text);
  if (found.ok || found.error.code !== "E_IMPORT_JSON") return found;
  // JavaScript objects and Python dictionaries look like JSON.
  const literal = (await import("./read-code.ts")).readLiteral(text);
  return literal.ok ? literal : found;
}

/** Reads HCL, Terraform's output of a plan or a state, and attributes that were cut out of their block. */
async function readHcl(text: string, readTerraform: ReadTerraform): Promise<Result<FoundJob[]>> {
  const limit = maxTerraformBytes / 1000;
  if (byteLength(text) > maxTerraformBytes) return importError("E_IMPORT_TERRAFORM_LARGE", { limit });
  const plan = isPlan(text) ? normalizePlan(text) : undefined;
  const hcl = plan?.hcl ?? text;
  // Lines of a tfvars file can come before the resource.
  const isPiece = /^(?:\s|#[^\n]*\n)*(?!inputs\b)[a-z_]+[ \t]*=/.test(hcl) && !/^[ \t]*resource[ \t]+"/m.test(hcl);
  const config = await readTerraform({ text: isPiece ? wrapAttributes(hcl) : hcl });
  const found = config.ok ? fromTerraform(config.value) : config;
  if (!found.ok) return found;
  return ok(
    found.value.map((job) => ({
      ...job,
      isWhole: job.isWhole && (plan?.isWhole ?? true) && !(isPiece && job.body.dataset === undefined),
      unread: [...job.unread, ...(plan?.notes ?? [])],
    })),
  );
}

/** An unmatched brace at the end was cut from around the attributes. */
function wrapAttributes(text: string): string {
  const opened = text.split("{").length - text.split("}").length;
  const rest = opened < 0 ? text.replace(/\}\s*$/, "") : text;
  return `resource "cloudflare_logpush_job" "pasted" {${rest.startsWith("\n") ? "" : "\n"}${rest}\n}`;
}

/**
 * Repairs of what no real value contains: `&amp;` from a page's source for `&`, and headers after a separator other
 * than `&`.
 */
const repairs: { keys: string[]; why: string; repair: (text: string) => string }[] = [
  {
    keys: ["destination_conf", "logpull_options"],
    why: "Escaped for HTML: &amp; is read as &.",
    repair: (text) => text.replace(/&(?:(?:amp|#38|#x26);)+/gi, "&"),
  },
  { keys: ["destination_conf"], why: `${separatorMessage} It was corrected.`, repair: repairSeparators },
];

function repairDestination(job: FoundJob): FoundJob {
  let { body } = job;
  const notes: LeftOver[] = [];
  for (const { keys, why, repair } of repairs) {
    for (const key of keys) {
      const value = body[key];
      const text = typeof value === "string" ? repair(value) : value;
      if (text === undefined || text === value) continue;
      body = { ...body, [key]: text };
      notes.push({ what: key, why });
    }
  }
  return notes.length === 0 ? job : { ...job, body, ignored: [...job.ignored, ...notes] };
}
