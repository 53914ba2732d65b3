import { type Assignment, type Command, forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import { markGap } from "./gaps.ts";
import { outputOf, type PlainCommand } from "./shell-output.ts";
import { expandWord, inputOf, lineOf, listLineStarts, markOutput, type Variables } from "./shell-words.ts";

/** A command as the shell would run it, and its offset. */
export type ShellCommand = PlainCommand & { at: number };

/** Nodes that can contain commands. Words are left out, so that a command substitution is never searched. */
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
/** Words before a command that do not change it. */
const wrappers: ReadonlySet<string> = new Set(["sudo", "env", "command", "exec", "nohup"]);

/**
 * The commands of a script from top to bottom, with variables filled in as far as the script sets them. Nothing is run,
 * and no condition is evaluated: each branch is read once.
 */
export function listCommands(source: string, script: ParsedScript): ShellCommand[] {
  const commands: ShellCommand[] = [];
  const values = new Map<string, string>();
  const variables: Variables = { values, lineStarts: listLineStarts(source) };

  function visit(node: SyntaxNode): void {
    if (node.type === "Command") take(node, undefined);
    else if (node.type === "Pipeline") {
      let piped: string | undefined;
      for (const part of node.commands) {
        const taken = part.type === "Command" ? take(part, piped) : visit(part);
        piped = (taken && outputOf(taken)) ?? markOutput(taken?.name ?? "", lineOf(variables, part.pos));
      }
    } else if (structure.has(node.type) || node.type === "Script") forEachChild(node, visit);
  }

  function take(command: Command, piped: string | undefined): ShellCommand | undefined {
    const name = command.name ? expandWord(command.name, variables) : undefined;
    if (name === undefined) assign(command.prefix.filter((item) => item.type === "Assignment"));
    else if (declaring.has(name)) assign(command.args.filter((item) => item.type === "Assignment"));
    else if (name === "read" || name === "unset") {
      for (const item of command.args) if (item.type === "Word") values.delete(item.value);
    } else {
      const args = command.args.map((item) =>
        item.type === "Word" ? expandWord(item, variables) : expandAssignment(item),
      );
      const taken = unwrap({ name, args, input: inputOf(command, variables) ?? piped, at: command.pos });
      commands.push(taken);
      return taken;
    }
    return undefined;
  }

  function assign(assignments: Assignment[]): void {
    for (const { name, value, append, index, text } of assignments) {
      const isPlain = value.type === "Word" && !index;
      const old = append ? (values.get(name) ?? "") : "";
      values.set(name, isPlain ? old + expandWord(value, variables) : markGap(text));
    }
  }

  function expandAssignment({ name, value, text }: Assignment): string {
    return value.type === "Word" ? `${name}=${expandWord(value, variables)}` : markGap(text);
  }

  visit(script);
  return commands;
}

function unwrap(command: ShellCommand): ShellCommand {
  const [name, ...args] = command.args;
  if (!wrappers.has(command.name) || name === undefined || name.startsWith("-")) return command;
  return unwrap({ ...command, name, args });
}
