import type { Command, CommandExpansionPart, HereDoc, ParameterExpansionPart, Statement, Word, WordPart } from "unbash";
import { markGap } from "./gaps.ts";
import { markFile, outputOf, type PlainCommand } from "./shell-output.ts";

/** The variables that the script has assigned so far, and where its lines begin. */
export type Variables = {
  values: ReadonlyMap<string, string>;
  lineStarts: number[];
  /** How many substitutions contain the word. */
  depth?: number;
};

/** Deeper substitutions are not evaluated. */
const maxDepth = 4;

/** A word as the shell would expand it (bash manual, "Shell Expansions"). Anything unknown becomes a gap. */
export function expandWord(word: Word, variables: Variables): string {
  return word.parts ? expandParts(word.parts, variables) : word.value;
}

/** The text of a here-document. With a quoted delimiter nothing in it is expanded. */
export function expandHereDoc({ operator, delimiter, body }: HereDoc, variables: Variables): string {
  const text = delimiter?.quoted || !body.parts ? body.text : expandParts(body.parts, variables);
  return operator === "<<-" ? text.replace(/^\t+/gm, "") : text;
}

function expandParts(parts: readonly WordPart[], variables: Variables): string {
  return parts.map((part) => expandPart(part, variables)).join("");
}

function expandPart(part: WordPart, variables: Variables): string {
  switch (part.type) {
    case "Literal":
    case "Glob":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
    case "LocaleString":
      return expandParts(part.parts, variables);
    case "SimpleExpansion":
      return variables.values.get(part.text.slice(1)) ?? markGap(part.text);
    case "ParameterExpansion":
      return expandParameter(part, variables) ?? markGap(part.text, part.operation ? "expression" : "absent");
    case "CommandExpansion":
      return outputOfScript(part, variables);
    case "BraceExpansion":
    case "ExtendedGlob":
      return part.text;
    case "ArithmeticExpansion":
      return markGap(part.text, "expression");
    case "ProcessSubstitution":
      return markOutput("a command", lineOf(variables, part.pos));
  }
}

/** `${NAME}`, and `${NAME:-default}` with its three relatives; nothing else is evaluated. */
function expandParameter(
  { parameter, prefix, index, operation }: ParameterExpansionPart,
  variables: Variables,
): string | undefined {
  if (prefix || index) return undefined;
  const value = variables.values.get(parameter);
  if (!operation || value === undefined) return operation ? defaultOf(operation, variables) : value;
  if (operation.type !== "Default") return undefined;
  const isSet = value !== "" || !operation.operator.startsWith(":");
  if (operation.operator.includes("+")) return isSet ? expandWord(operation.operand, variables) : "";
  return isSet ? value : defaultOf(operation, variables);
}

function defaultOf(
  operation: NonNullable<ParameterExpansionPart["operation"]>,
  variables: Variables,
): string | undefined {
  if (operation.type !== "Default" || !/[-=]/.test(operation.operator)) return undefined;
  return expandWord(operation.operand, variables);
}

/** The output of a command substitution, if known, without line ends at its end. */
function outputOfScript(part: CommandExpansionPart, outer: Variables): string {
  const { text, pos } = part;
  const variables = { ...outer, depth: (outer.depth ?? 0) + 1 };
  if (variables.depth > maxDepth) return markOutput("a command", lineOf(variables, pos));
  const file = /^\$\(\s*<\s*([\w./-]+)\s*\)$/.exec(text)?.[1];
  if (file !== undefined) return markFile(file);
  const [statement, ...others] = part.script?.commands ?? [];
  const commands = commandsOf(statement?.command);
  let output: string | undefined;
  for (const command of commands) {
    const taken = { ...expandCommand(command, variables), input: inputOf(command, variables) ?? output };
    output = outputOf(taken) ?? markOutput(taken.name, lineOf(variables, pos));
  }
  const isPlain = others.length === 0 && commands.length > 0 && output !== undefined;
  if (isPlain) return (output ?? "").replace(/\n+$/, "");
  return markOutput(commands[0]?.name?.value ?? "a command", lineOf(variables, pos));
}

function commandsOf(node: Statement["command"] | undefined): Command[] {
  if (node?.type === "Command") return [node];
  const parts = node?.type === "Pipeline" ? node.commands : [];
  const commands = parts.filter((part) => part.type === "Command");
  return commands.length === parts.length ? commands : [];
}

function expandCommand(command: Command, variables: Variables): PlainCommand {
  const words = command.args.filter((item) => item.type === "Word");
  return {
    name: command.name ? expandWord(command.name, variables) : "",
    args: words.map((word) => expandWord(word, variables)),
  };
}

/** The standard input from a command's redirections. */
export function inputOf({ redirects }: Command, variables: Variables): string | undefined {
  let input: string | undefined;
  for (const redirect of redirects) {
    if (redirect.type === "HereDoc") input = expandHereDoc(redirect, variables);
    else if (redirect.type === "HereString" && redirect.target) input = expandWord(redirect.target, variables);
    else if (redirect.type === "Redirect" && redirect.operator === "<" && redirect.target) {
      input = markFile(expandWord(redirect.target, variables));
    }
  }
  return input;
}

/** A command's output, named by the command and its line, because its arguments may contain secrets. */
export function markOutput(name: string, line: number): string {
  const short = /^[\w./-]{1,40}$/.test(name) ? name : "a command";
  return markGap(`the output of ${short} in line ${line}`, "elsewhere");
}

export function lineOf({ lineStarts }: Variables, at: number): number {
  return lineIn(lineStarts, at);
}

export function listLineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

/** The line of an offset, from 1, given the offsets at which lines begin. */
export function lineIn(lineStarts: number[], at: number): number {
  let [low, high] = [0, lineStarts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}
