import { type Assignment, type Command, forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import { markGap } from "./gaps.ts";
import { expandHereDoc, expandWord } from "./shell-words.ts";

/** A command as the shell would start it, and where it stands. `input` is its standard input, if the script gives any. */
export type ShellCommand = { name: string; args: string[]; input?: string; at: number };

/** Where commands can stand; words are left out, so that a command substitution is never looked at. */
const structure: ReadonlySet<string> = new Set([
  "Statement",
  "AndOr",
  "CompoundList",
  "Redirected",
  "Subshell",
  "BraceGroup",
  "If",
  "Elif",
  "For",
  "ArithmeticFor",
  "While",
  "Case",
  "CaseItem",
  "Function",
]);

const declaring: ReadonlySet<string> = new Set(["export", "declare", "typeset", "readonly", "local"]);
/** Words before a command that leave it what it is. */
const wrappers: ReadonlySet<string> = new Set(["sudo", "env", "command", "exec", "nohup"]);

/**
 * The commands of a script from top to bottom, with variables filled in as far as the script sets them.
 * Nothing is run, and no branch is decided: each is read once.
 */
export function listCommands(source: string, script: ParsedScript): ShellCommand[] {
  const commands: ShellCommand[] = [];
  const variables = new Map<string, string>();

  function visit(node: SyntaxNode): void {
    if (node.type === "Command") take(node, undefined);
    else if (node.type === "Pipeline") {
      let piped: string | undefined;
      for (const part of node.commands) {
        const taken = part.type === "Command" ? take(part, piped) : visit(part);
        piped = (taken && outputOf(taken)) ?? markGap(source.slice(part.pos, part.end));
      }
    } else if (structure.has(node.type) || node.type === "Script") forEachChild(node, visit);
  }

  function take(command: Command, piped: string | undefined): ShellCommand | undefined {
    const name = command.name ? expandWord(command.name, variables) : undefined;
    if (name === undefined) assign(command.prefix.filter((item) => item.type === "Assignment"));
    else if (declaring.has(name)) assign(command.args.filter((item) => item.type === "Assignment"));
    else if (name === "read" || name === "unset") {
      for (const item of command.args) if (item.type === "Word") variables.delete(item.value);
    } else {
      const args = command.args.map((item) =>
        item.type === "Word" ? expandWord(item, variables) : expandAssignment(item),
      );
      const taken = unwrap({ name, args, input: inputOf(command) ?? piped, at: command.pos });
      commands.push(taken);
      return taken;
    }
    return undefined;
  }

  function assign(assignments: Assignment[]): void {
    for (const { name, value, append, index, text } of assignments) {
      const isPlain = value.type === "Word" && !index;
      const old = append ? (variables.get(name) ?? "") : "";
      variables.set(name, isPlain ? old + expandWord(value, variables) : markGap(text));
    }
  }

  function expandAssignment({ name, value, text }: Assignment): string {
    return value.type === "Word" ? `${name}=${expandWord(value, variables)}` : markGap(text);
  }

  function inputOf({ redirects }: Command): string | undefined {
    let input: string | undefined;
    for (const redirect of redirects) {
      if (redirect.type === "HereDoc") input = expandHereDoc(redirect, variables);
      else if (redirect.type === "HereString" && redirect.target) input = expandWord(redirect.target, variables);
      else if (redirect.type === "Redirect" && redirect.operator === "<" && redirect.target) {
        input = markGap(expandWord(redirect.target, variables));
      }
    }
    return input;
  }

  visit(script);
  return commands;
}

function unwrap(command: ShellCommand): ShellCommand {
  const [name, ...args] = command.args;
  if (!wrappers.has(command.name) || name === undefined || name.startsWith("-")) return command;
  return unwrap({ ...command, name, args });
}

/** What a command that only hands on a text would print; undefined for every other. */
function outputOf({ name, args, input }: ShellCommand): string | undefined {
  if (name === "cat" && (args.length === 0 || args.join() === "-")) return input;
  if (name === "echo" && !args[0]?.startsWith("-") && !args.join().includes("\\")) return args.join(" ");
  if (name === "printf" && args.length === 2 && /^%s(?:\\n)?$/.test(args[0] ?? "")) return args[1];
  return undefined;
}
