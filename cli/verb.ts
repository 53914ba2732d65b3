import { resolve } from "node:path";
import type { ParseArgsConfig } from "node:util";
import { escapeHidden, unicodeEscape } from "#lib/snippets/escape-hidden.ts";

/** What a verb may use of the process; tests pass their own. */
export type Terminal = {
  /** Writes one line to standard output, which holds only the answer. */
  print(line: string): void;
  /** Writes one line to standard error, after the program's name. */
  warn(line: string): void;
  /** The text of a file, or of standard input for `-`. Throws a `CliError`. */
  readInput(file: string): Promise<string>;
};

export type Values = Record<string, string | boolean | undefined>;

/** How a verb of the command line is called. */
export type Verb = {
  /** One line for the list of verbs. */
  summary: string;
  /** The arguments after the verb, such as `FILE|-`. */
  usage: string;
  /** How many positional arguments it takes: minimum and maximum. */
  arguments: readonly [least: number, most: number];
  /** Options besides `--json` and `--help`, each with one line of help. */
  options?: Record<string, { type: "string" | "boolean"; help: string }>;
  examples: readonly string[];
  load(): Promise<Run>;
};

/** Prints the answer and returns the exit code; a verb that serves returns when it stops. Throws a `CliError`. */
export type Run = (args: string[], values: Values, terminal: Terminal) => Promise<ExitCode>;

/** 0: success. 1: no answer (bad input, no access). 2: something differs or needs a person. */
export type ExitCode = 0 | 1 | 2;

/** Ends a verb with a sentence on standard error. */
export class CliError extends Error {
  readonly exitCode: number;

  /** 78 is `EX_CONFIG` of sysexits.h, which the server uses too; all other errors exit with 1. */
  constructor(message: string, exitCode: 1 | 78 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The options of a verb in the format of `parseArgs`. */
export function parseOptionsOf({ options = {} }: Verb): ParseArgsConfig["options"] {
  const own = Object.entries(options).map(([name, { type }]) => [name, { type }] as const);
  return { ...Object.fromEntries(own), json: { type: "boolean" }, help: { type: "boolean", short: "h" } };
}

/** A path that a person typed. npm runs scripts in the project's folder and passes the caller's folder here. */
export function callerPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? ".", path);
}

/** JSON as every verb prints it. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** One line without control characters: the name of a job or a zone must not control the terminal. */
export function printable(text: string): string {
  return escapeHidden(text, unicodeEscape);
}
