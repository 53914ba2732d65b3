import { type ExplainedText, explainText } from "#lib/logpush/explain/explain-text.ts";
import { CliError, type ExitCode, printable, type Run, toJson } from "../verb.ts";

export const runExplain: Run = async ([typed = "-"], values, { print, readInput }) => {
  const text = typed === "-" ? await readInput("-") : typed;
  if (text.trim() === "") throw new CliError("there is nothing to explain.");
  const explained = explainText(text);
  print(values.json ? toJson(explained) : describeExplained(explained));
  return exitCodeOf(explained);
};

function exitCodeOf({ destination, error }: ExplainedText): ExitCode {
  if (error) return error.code === "E_CAUSE_UNKNOWN" ? 1 : 0;
  return destination.problems.length > 0 ? 2 : 0;
}

function describeExplained({ destination, error }: ExplainedText): string {
  if (error) {
    const { code, certainty, message, nextStep } = error;
    return [printable(message), printable(nextStep), `${code}${certainty ? ` (${certainty})` : ""}`].join("\n");
  }
  const { scheme, problems, fixed } = destination;
  const head = `${scheme === "" ? "A destination" : `A destination with the scheme ${scheme}`}: ${
    problems.length === 0 ? "no problems." : `${problems.length === 1 ? "1 problem" : `${problems.length} problems`}.`
  }`;
  const list = problems.map(({ code, message }) => `  ${printable(message)} (${code})`);
  return [head, ...list, ...(fixed === null || problems.length === 0 ? [] : ["Corrected:", printable(fixed)])].join(
    "\n",
  );
}
