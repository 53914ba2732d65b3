// The command line: `npm run --silent headgate -- VERB`. It calls the same use cases as the pages.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { loadEnv } from "../scripts/load-env.mjs";
import { runHeadgate } from "./run.ts";
import { CliError, callerPath, type Terminal } from "./verb.ts";

const terminal: Terminal = {
  print: (line) => process.stdout.write(`${line}\n`),
  warn: (line) => process.stderr.write(`headgate: ${line}\n`),
  readInput: async (file) => (file === "-" ? await text(process.stdin) : readFile(file)),
};

function readFile(file: string): string {
  try {
    return readFileSync(callerPath(file), "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new CliError(
      isMissing ? `file not found: ${file}.` : `${file} cannot be read: ${error instanceof Error ? error.message : ""}`,
    );
  }
}

// A reader such as `head` may close the pipe early.
process.stdout.on("error", (error) => process.exit("code" in error && error.code === "EPIPE" ? 0 : 1));
loadEnv();
process.exitCode = await runHeadgate(process.argv.slice(2), terminal);
