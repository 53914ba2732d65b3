import type { HereDoc, ParameterExpansionPart, Script, Word, WordPart } from "unbash";
import { markGap } from "./gaps.ts";

/** What the script has assigned so far. */
export type Variables = ReadonlyMap<string, string>;

/** A word as the shell would pass it on (bash manual, "Shell Expansions"). What is not known here becomes a gap. */
export function expandWord(word: Word, variables: Variables): string {
  return word.parts ? expandParts(word.parts, variables) : word.value;
}

/** The text of a here-document; with a quoted delimiter nothing in it is expanded. */
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
      return variables.get(part.text.slice(1)) ?? markGap(part.text);
    case "ParameterExpansion":
      return expandParameter(part, variables) ?? markGap(part.text);
    case "CommandExpansion":
      return hereDocOf(part.script, variables) ?? markGap(part.text);
    case "BraceExpansion":
    case "ExtendedGlob":
      return part.text;
    case "ArithmeticExpansion":
    case "ProcessSubstitution":
      return markGap(part.text);
  }
}

/** `${NAME}`, and `${NAME:-default}` with its three relatives; nothing else is worked out. */
function expandParameter(
  { parameter, prefix, index, operation }: ParameterExpansionPart,
  variables: Variables,
): string | undefined {
  if (prefix || index) return undefined;
  const value = variables.get(parameter);
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

/** `$(cat <<EOF ...)` only quotes a text; no other command is taken for what it prints. */
function hereDocOf(script: Script | undefined, variables: Variables): string | undefined {
  const [statement, ...others] = script?.commands ?? [];
  const command = statement?.command;
  if (others.length > 0 || command?.type !== "Command" || command.name?.value !== "cat") return undefined;
  const [document, ...rest] = command.suffix;
  if (rest.length > 0 || command.prefix.length > 0 || document?.type !== "HereDoc") return undefined;
  return expandHereDoc(document, variables).replace(/\n+$/, "");
}
