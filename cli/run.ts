import { parseArgs } from "node:util";
import { CliError, parseOptionsOf, printable, type Terminal, type Values, type Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

const command = "npm run --silent headgate --";

/** Runs `headgate ARGS` and returns the exit code. Never throws for what a person typed. */
export async function runHeadgate(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const text = describeVerbs();
    if (name === undefined) terminal.warn(`missing verb.\n\n${text}`);
    else terminal.print(text);
    return name === undefined ? 1 : 0;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    terminal.warn(`unknown verb "${printable(name)}". Use one of ${Object.keys(verbs).join(", ")}.`);
    return 1;
  }
  return runVerb(name, verb, rest, terminal);
}

async function runVerb(name: string, verb: Verb, args: string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options: parseOptionsOf(verb), allowPositionals: true });
    const given: Values = {};
    for (const [key, value] of Object.entries(values)) {
      if (typeof value === "string" || typeof value === "boolean") given[key] = value;
    }
    if (given.help === true) {
      terminal.print(describeVerb(name, verb));
      return 0;
    }
    const [least, most] = verb.arguments;
    if (positionals.length < least || positionals.length > most) throw new CliError(usageOf(name, verb));
    const run = await verb.load();
    return await run(positionals, given, terminal);
  } catch (error) {
    if (error instanceof CliError) terminal.warn(printable(error.message));
    else if (isWrongOption(error)) {
      terminal.warn(printable(error.message));
      terminal.warn(usageOf(name, verb));
    } else throw error;
    return error instanceof CliError ? error.exitCode : 1;
  }
}

function isWrongOption(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("ERR_PARSE_ARGS_")
  );
}

function usageOf(name: string, { usage }: Verb): string {
  return `usage: ${command} ${`${name} ${usage}`.trim()} [--json]`;
}

function describeVerb(name: string, verb: Verb): string {
  const options = Object.entries({ ...verb.options, json: { type: "boolean", help: "Print JSON." } }).map(
    ([option, { type, help }]) => `  ${`--${option}${type === "string" ? " VALUE" : ""}`.padEnd(18)}${help}`,
  );
  const examples = verb.examples.map((example) => `  ${command} ${example}`);
  return [
    usageOf(name, verb),
    "",
    verb.summary,
    "",
    "Options:",
    ...options,
    "",
    "Examples:",
    ...examples,
    "",
    "Exit codes: 0 success, 1 bad input or no access, 2 differences found or action required.",
  ].join("\n");
}

function describeVerbs(): string {
  const lines = Object.entries(verbs).map(([name, { summary }]) => `  ${name.padEnd(15)}${summary}`);
  return [
    `usage: ${command} VERB [ARGUMENTS] [--json]`,
    "",
    ...lines,
    "",
    `${command} VERB --help shows a verb's options and examples.`,
  ].join("\n");
}
