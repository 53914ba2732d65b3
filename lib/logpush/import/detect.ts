import { byteLength } from "../destination/percent.ts";
import type { AppError } from "../result.ts";
import { cleanPaste } from "./clean-text.ts";
import { detectLanguage } from "./code/language.ts";
import type { ImportKind } from "./found-job.ts";
import { importError } from "./import-error.ts";
import { loneDestination } from "./read-destination.ts";

/**
 * The most that fits into one call of a server action, whose limit is 256 kB, once quotes and line ends are escaped.
 */
const maxBytes = 250_000;

/**
 * Detects the kind of a text; undefined for none of them. Only its appearance counts, so it may still be unreadable.
 */
export function detectImport(pasted: string): ImportKind | undefined {
  return detectClean(cleanPaste(pasted));
}

const keys =
  "zone_id|account_id|dataset|destination_conf|output_options|logpull_options|filter|frequency|enabled|name|kind";
const hclBlock =
  /^[ \t]*(?:[-+~/<=]{1,3}[ \t]+)?(?:resource|variable|locals|provider|terraform|module|data|output)\b[^\n=]*\{/m;
const hclAttributes = new RegExp(`^(?:\\s|#[^\\n]*\\n)*(?:${keys})[ \\t]+=[ \\t]+[^\\s]`);
/** The variables that Terragrunt passes to a module. */
const terragruntInputs =
  /^[ \t]*inputs[ \t]*=[ \t]*(?:merge\([\s\S]{0,2000})?\{[ \t]*\n(?=[\s\S]{0,20000}\bdestination_conf[ \t]+=)/m;
const clients = "(?:curl(?:\\.exe)?|wget|https?|xhs?)";
const commandLine = new RegExp(
  `(?:^|[\\n;&|(\`])[ \\t]*(?:[$%>#][ \\t]+)?(?:sudo[ \\t]+)?(?:/[\\w./-]*/)?${clients}[ \\t]+[^\\s:]`,
);

/** The same for a text that is already clean. */
export function detectClean(text: string): ImportKind | undefined {
  const bare = text.replace(/^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/, "");
  if (/^(?:\{|\[[\s[]*(?:[\]{"'\d]|-\d|(?:true|false|null)\b|$))/.test(bare)) return "json";
  if (hclBlock.test(text) || terragruntInputs.test(text)) return "terraform";
  // A Terraform reference is more than a string.
  const isHcl = hclAttributes.test(text);
  if (loneDestination(text) && !(isHcl && text.includes("${"))) return "destination";
  const language = detectLanguage(text);
  if (language === "powershell") return "powershell";
  if (commandLine.test(text)) return "curl";
  if (isHcl) return "terraform";
  if (language) return "code";
  if (/(?:^|[\s;&|(`$/])curl(?:\.exe)?\s/.test(text)) return "curl";
  return /"(?:destination_?conf|dataset|result)\\{0,8}"\s{0,8}:/i.test(text) ? "json" : undefined;
}

/** Why a text is refused before it is parsed. */
export function checkImportText(text: string): AppError | undefined {
  if (text.trim() === "") return importError("E_IMPORT_EMPTY").error;
  // Without the cheap bound first, a text of many megabytes would be escaped just to be measured.
  const isLarge = text.length > maxBytes || byteLength(JSON.stringify(text)) > maxBytes;
  if (isLarge) return importError("E_IMPORT_LARGE", { limit: maxBytes / 1000 }).error;
  if (detectImport(text)) return undefined;
  const isYaml = /^[ \t]*(?:- )?["']?destination_?conf["']?[ \t]*:[ \t]/im.test(text);
  return importError(isYaml ? "E_IMPORT_YAML" : "E_IMPORT_UNKNOWN").error;
}
