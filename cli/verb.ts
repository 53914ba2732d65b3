import type { ParseArgsConfig } from "node:util";
import { escapeHidden, unicodeEscape } from "#lib/snippets/escape-hidden.ts";

/** What a verb may touch of the process; tests bring their own. */
export type Terminal = {
  /** Writes one line to standard output, which holds the answer alone. */
  print(line: string): void;
  /** Writes one line to standard error, after the program's name. */
  warn(line: string): void;
  /** The text of a file, or of standard input for `-`. Throws a `CliError`. */
  readInput(file: string): Promise<string>;
};

export type Values = Record<string, string | boolean | undefined>;

/** One verb of the command line. */
export type Verb = {
  /** One line for the list of verbs. */
  summary: string;
  /** What follows the verb, such as `FILE|-`. */
  usage: string;
  /** How many plain arguments it takes: at least, at most. */
  arguments: readonly [least: number, most: number];
  /** Options besides `--json` and `--help`, with a line of help each. */
  options?: Record<string, { type: "string" | "boolean"; help: string }>;
  examples: readonly string[];
  /** Prints the answer and returns the exit code, or never returns while it serves. Throws a `CliError`. */
  run(args: string[], values: Values, terminal: Terminal): Promise<ExitCode>;
};

/** 0: fine. 1: it cannot be said (bad input, no access). 2: something differs or needs a person. */
export type ExitCode = 0 | 1 | 2;

/** Ends a verb with a sentence on standard error. */
export class CliError extends Error {
  readonly exitCode: number;

  /** 78 is `EX_CONFIG` of sysexits.h, as the server uses it; everything else ends with 1. */
  constructor(message: string, exitCode: 1 | 78 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The options of a verb as `parseArgs` wants them. */
export function parseOptionsOf({ options = {} }: Verb): ParseArgsConfig["options"] {
  const own = Object.entries(options).map(([name, { type }]) => [name, { type }] as const);
  return { ...Object.fromEntries(own), json: { type: "boolean" }, help: { type: "boolean", short: "h" } };
}

/** JSON as every verb prints it. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** One line without control characters: whoever names a job or a zone must not be able to write to the terminal. */
export function printable(text: string): string {
  return escapeHidden(text, unicodeEscape);
}
