import { quoteFish } from "./fish-quote.ts";
import { quoteShell } from "./shell-quote.ts";

/** "posix" is the common subset of dash, bash and zsh. */
export type Shell = "posix" | "fish";

/** The differences between the shells; all of them read a variable as `"$NAME"`. */
export type ShellDialect = {
  quote: (text: string) => string;
  /** The line that sets a variable. */
  set: (name: string, text: string) => string;
  /** The line that asks for a variable without showing what is typed; the command follows it. */
  ask: (name: string, prompt: string) => string;
};

/** `&&` at the end of the line joins it all to one command, or a pasted `read` would consume the next line. */
export const shellDialects: Record<Shell, ShellDialect> = {
  posix: {
    quote: quotePosix,
    set: (name, text) => `${name}=${quotePosix(text)}`,
    // `read -s` needs bash or zsh.
    ask: (name, prompt) => `printf '%s' ${quotePosix(prompt)} >&2 && IFS= read -rs ${name} && echo >&2 &&`,
  },
  fish: {
    quote: quoteForFish,
    set: (name, text) => `set ${name} ${quoteForFish(text)}`,
    ask: (name, prompt) => `read -s -P ${quoteForFish(prompt)} ${name} &&`,
  },
};

/** Texts here are JSON, whose strings hold no NUL, or addresses, where one could not work anyway. */
function quotePosix(text: string): string {
  return quoteShell(text) ?? quotePosix(text.replaceAll("\0", ""));
}

function quoteForFish(text: string): string {
  return quoteFish(text) ?? quoteForFish(text.replaceAll("\0", ""));
}
