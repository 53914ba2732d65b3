import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { curlFor } from "../curl.ts";
import { jsonPieces } from "../json-body.ts";
import { variablesOf } from "../secret-variables.ts";
import type { SnippetOptions } from "../snippet.ts";
import type { Captured, KeptValues, Sample } from "./samples.ts";
import { withFiles } from "./temporary-folder.ts";

const recorders = {
  posix: "curl() { printf '%s\\0' \"$@\"; printf '\\0'; }",
  fish: "function curl; printf '%s\\0' $argv; printf '\\0'; end",
};

/** Runs the commands in a shell whose `curl` only records its arguments. */
export async function captureShell(
  program: "dash" | "bash" | "fish",
  samples: Sample[],
  options: SnippetOptions,
  kept: KeptValues,
): Promise<Captured[]> {
  const shell = program === "fish" ? "fish" : "posix";
  const script = [recorders[shell], ...samples.map(({ request }) => curlFor(request, { ...options, shell }))].join(
    "\n",
  );
  const asked = samples.flatMap(({ request }) =>
    variablesOf(jsonPieces(request, options.secrets)).filter(({ text }) => text === undefined),
  );
  const input = asked.map(({ name }) => `${kept[name]}\n`).join("");
  return withFiles({ script }, (folder) => {
    const { status, stdout } = spawnSync(program, [join(folder, "script")], { input, maxBuffer: 100_000_000 });
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
    return stdout
      .toString()
      .split("\0\0")
      .slice(0, -1)
      .map((words) => readArguments(words.split("\0"), options.apiBase));
  });
}

function readArguments(words: string[], apiBase: string): Captured {
  const after = (flag: string) => words[words.indexOf(flag) + 1] ?? "";
  const method = after("-X");
  const path = (words[words.indexOf("-X") + 2] ?? "").slice(apiBase.length);
  return words.includes("--data-raw") ? { method, path, body: JSON.parse(after("--data-raw")) } : { method, path };
}
