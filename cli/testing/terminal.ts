import { runHeadgate } from "../run.ts";
import { CliError } from "../verb.ts";

/**
 * The command line in this process: `files` holds the contents of `-` and of file names. Collects what each call
 * prints.
 */
export function terminalOf(files: Record<string, string> = {}) {
  return {
    async run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
      const out: string[] = [];
      const err: string[] = [];
      const code = await runHeadgate(args, {
        print: (line) => out.push(line),
        warn: (line) => err.push(line),
        readInput: async (file) => {
          const text = Object.hasOwn(files, file) ? files[file] : undefined;
          if (text === undefined) throw new CliError(`file not found: ${file}.`);
          return text;
        },
      });
      return { code, out, err };
    },
  };
}
