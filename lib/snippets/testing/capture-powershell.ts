import { powerShellFor } from "../powershell.ts";
import type { SnippetOptions } from "../snippet.ts";
import { type PowerShellToken, powerShellTokens } from "./powershell-tokens.ts";
import type { Captured, KeptValues, Sample } from "./samples.ts";
import { parserOf } from "./tree-sitter.ts";

/** Reads the blocks with a grammar of PowerShell and by its rules for strings. */
export async function readPowerShell(
  samples: Sample[],
  options: SnippetOptions,
  kept: KeptValues,
): Promise<Captured[]> {
  const parse = await parserOf("powershell");
  return samples.map(({ request }) => {
    const code = powerShellFor(request, options);
    if (parse(code).hasError) throw new Error(code);
    const tokens = powerShellTokens(code);
    const after = (word: string) => tokens[tokens.findIndex(({ value }) => value === word) + 1]?.value ?? "";
    const method = after("-Method").toUpperCase();
    const path = after("-Uri").slice(options.apiBase.length);
    const body = sumAfter(tokens, "$body", kept);
    return body === "" ? { method, path } : { method, path, body: JSON.parse(body) };
  });
}

/** The value of `name = text + $variable + text`. */
function sumAfter(tokens: PowerShellToken[], name: string, kept: KeptValues): string {
  const start = tokens.findIndex(({ kind, value }, at) => {
    return kind === "variable" && value === name && tokens[at + 1]?.value === "=";
  });
  if (start < 0) return "";
  let sum = "";
  for (let at = start + 2; ; at += 2) {
    const token = tokens[at];
    sum += token?.kind === "text" ? token.value : variableValue(tokens, token?.value ?? "", kept);
    if (tokens[at + 1]?.value !== "+") return sum;
  }
}

/** `$NAME = $env:NAME`, then `if (-not $NAME) { $NAME = 'text' }`. */
function variableValue(tokens: PowerShellToken[], name: string, kept: KeptValues): string {
  return kept[name.slice(1)] ?? sumAfter(tokens.slice(tokens.findIndex(isTestOf(name))), name, kept);
}

function isTestOf(name: string) {
  return ({ value }: PowerShellToken, at: number, tokens: PowerShellToken[]) => {
    return value === "-not" && tokens[at + 1]?.value === name;
  };
}
