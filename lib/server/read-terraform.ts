import "server-only";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors.ts";
import { jsonencodeKey } from "#lib/logpush/import/terraform-text.ts";
import { asJsonObject, isJsonObject, type Json, type JsonObject } from "#lib/logpush/job/job.ts";
import type { Context } from "./context.ts";

/** The form refuses larger texts by itself, with a better sentence. */
export const readTerraformSchema = z.object({ text: z.string().check(z.maxLength(256_000)) });

/** Parses a pasted Terraform text for the import. Nothing of it is evaluated, kept or logged. */
export function readTerraformText(_context: Context, { text }: { text: string }): Promise<JsonObject> {
  return parseTerraform(text);
}

/**
 * Terraform's HCL as JSON in Terraform's own JSON syntax, by HashiCorp's parser. It is compiled to WebAssembly and 2 MB
 * large, so it is loaded with the first text. Throws an `AppException` (E_IMPORT_TERRAFORM) that names the place.
 */
export async function parseTerraform(text: string): Promise<JsonObject> {
  const { parse } = await import("@cdktn/hcl2json");
  const read = async (source: string) => asJsonObject(await parse("pasted", source));
  try {
    return await decodeObject(await read(text), { read, left: maxDecoded });
  } catch (error) {
    throw new AppException(describedError("E_IMPORT_TERRAFORM", { at: "importText", params: faultOf(error) }));
  }
}

type Read = (source: string) => Promise<JsonObject>;

/** Each is a run of the parser, during which the server does nothing else. A job has one filter. */
const maxDecoded = 50;

type Decoder = { read: Read; left: number };

async function decodeObject(value: JsonObject, decoder: Decoder): Promise<JsonObject> {
  const decoded: JsonObject = {};
  for (const [key, item] of Object.entries(value)) decoded[key] = await decode(item, decoder);
  return decoded;
}

/** The parser leaves functions as they are written. The argument of jsonencode, which filters use, is a value to be read. */
async function decode(value: Json, decoder: Decoder): Promise<Json> {
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) items.push(await decode(item, decoder));
    return items;
  }
  if (isJsonObject(value)) return decodeObject(value, decoder);
  const [, argument] = typeof value === "string" ? (/^\$\{jsonencode\(([\s\S]*)\)\}$/.exec(value) ?? []) : [];
  if (argument === undefined || decoder.left === 0) return value;
  decoder.left -= 1;
  // In a list, the argument may have its line breaks and the comma that Terraform allows at its end.
  const list = await decoder.read(`list = [\n${argument}\n]`).catch(() => undefined);
  const items = Array.isArray(list?.list) ? list.list : [];
  const [item] = items;
  return item === undefined || items.length > 1 ? value : { [jsonencodeKey]: await decode(item, decoder) };
}

/** The parser's message is `parse config: [pasted:2,1-5: What; detail]`, of which only the first fault counts. */
function faultOf(error: unknown): { line: number; column: number; reason: string } {
  const message = error instanceof Error ? error.message : "";
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
