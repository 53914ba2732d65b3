import type { Json } from "../job/job.ts";
import { parseJsonWithGaps } from "../json/parse-json.ts";
import { evaluateJq } from "./code/evaluate.ts";
import { fillGaps, isGap, markGap } from "./gaps.ts";

/** A command with its words expanded. `input` is its standard input, if the script provides one. */
export type PlainCommand = { name: string; args: string[]; input?: string };

/** The output of a command that only passes on or combines texts; undefined for any other. */
export function outputOf({ name, args, input }: PlainCommand): string | undefined {
  const [first] = args;
  if (name === "cat" && (first === undefined || args.join() === "-")) return input;
  if (name === "cat" && args.length === 1 && first !== undefined) return markFile(first);
  if (name === "echo" && !first?.startsWith("-") && !args.join().includes("\\")) return args.join(" ");
  if (name === "printf" && args.length === 2 && /^%s(?:\\n)?$/.test(first ?? "")) return args[1];
  return /(?:^|\/)jq$/.test(name) ? outputOfJq(args, input) : undefined;
}

export function markFile(path: string): string {
  return isGap(path) ? path : markGap(`the file ${fillGaps(path)}`, "elsewhere");
}

/** jq manual: `--arg` sets a text, `--argjson` a value; without `-n` the program processes the input. */
function outputOfJq(args: string[], input: string | undefined): string | undefined {
  const variables = new Map<string, Json>();
  let program: string | undefined;
  let flags = "";
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (word === "--arg" || word === "--argjson") {
      const value = jsonOf(word, args[at + 2] ?? "");
      if (value === undefined) return undefined;
      variables.set(`$${args[at + 1] ?? ""}`, value);
      at += 2;
    } else if (/^-[a-zA-Z]+$/.test(word)) flags += word.slice(1);
    else if (/^--(?:null-input|compact-output|raw-output|sort-keys|indent=\d+|monochrome-output)$/.test(word)) {
      flags += word === "--null-input" ? "n" : word === "--raw-output" ? "r" : "";
    } else if (word.startsWith("-") || program !== undefined) return undefined;
    else program = word;
  }
  if (/[^ncrSMjC]/.test(flags)) return undefined;
  if (!flags.includes("n")) return program === undefined || program === "." ? input : undefined;
  const value = program === undefined ? undefined : evaluateJq(program, variables);
  if (value === undefined) return undefined;
  return typeof value === "string" && flags.includes("r") ? value : JSON.stringify(value);
}

function jsonOf(option: string, text: string): Json | undefined {
  if (option === "--arg" || isGap(text)) return text;
  const parsed = parseJsonWithGaps(text);
  return parsed.ok ? parsed.value : undefined;
}
