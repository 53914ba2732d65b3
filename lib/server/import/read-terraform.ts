import "server-only";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { ErrorParams } from "#lib/logpush/decode/cause.ts";
import { byteLength } from "#lib/logpush/destination/percent.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { maxTerraformBytes, type TerraformConfig } from "#lib/logpush/import/terraform-expression.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { parseHcl } from "./hcl-parser.ts";

/** Larger than the limit for parsing, so that a text above that limit gets the message that says what to do. */
const readTerraformSchema = z.object({ text: z.string().check(z.maxLength(256_000)) });

/** Parses a pasted Terraform text for the import. It is not evaluated, kept or logged. */
export function readTerraformText(_context: Context, { text }: { text: string }): Promise<TerraformConfig> {
  return parseTerraform(text);
}

export const readTerraformCase = defineUseCase(
  { name: "readTerraform", role: "admin", input: readTerraformSchema },
  readTerraformText,
);

/**
 * Converts Terraform's HCL into Terraform's JSON syntax with its expressions parsed, both by HashiCorp's parser. Throws
 * an `AppException` for a text that is too large, not HCL (with the position), or not parsed in time.
 */
export async function parseTerraform(text: string): Promise<TerraformConfig> {
  const limit = maxTerraformBytes / 1000;
  if (byteLength(text) > maxTerraformBytes) throw refusal("E_IMPORT_TERRAFORM_LARGE", { limit });
  if (isDeep(text)) throw refusal("E_IMPORT_TERRAFORM", faultOf(""));
  const outcome = await parseHcl(text);
  if ("config" in outcome) return outcome;
  if ("fault" in outcome) throw refusal("E_IMPORT_TERRAFORM", faultOf(outcome.fault));
  throw refusal(outcome.refused === "busy" ? "E_IMPORT_TERRAFORM_BUSY" : "E_IMPORT_TERRAFORM_SLOW");
}

function refusal(code: ErrorCode, params?: ErrorParams): AppException {
  return new AppException(describedError(code, { at: "importText", params }));
}

/** Far deeper than any configuration. The parser calls itself for each bracket and would run out of stack. */
const maxBrackets = 200;

function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    depth = "([{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    if (depth > maxBrackets) return true;
  }
  return false;
}

/** The parser's message is `parse config: [pasted:2,1-5: What; detail]`. Only the first fault counts. */
function faultOf(message: string): { line: number; column: number; reason: string } {
  const [, line = "1", column = "1", reason] = /\[pasted:(\d+),(\d+)[^:]*: ([^\]]*)/.exec(message) ?? [];
  return {
    line: Number(line),
    column: Number(column),
    reason:
      reason
        ?.split(";", 1)[0]
        ?.replace(/\.\s*$/, "")
        .toLowerCase() ?? "the parser could not follow it",
  };
}
