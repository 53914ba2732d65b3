/**
 * Joins a command's lines again where copying broke that: spaces after the backslash, and empty lines between the
 * lines, as some pages have them. The number of lines stays.
 */
export function continueLines(text: string): string {
  return text.replace(/\\[ \t\u00a0]*\n((?:[ \t\u00a0]*\n)*)(?=[ \t\u00a0]*-)/g, (_, blank: string) => {
    return `\\\n${"\\\n".repeat(blank.split("\n").length - 1)}`;
  });
}

/** Adds missing backslashes before lines that begin with an option. */
export function joinOptions(text: string): string {
  return text.replace(/([^\\\s])[ \t]*((?:\n[ \t]*)+)(?=--?[a-zA-Z])/g, (_, last: string, breaks: string) => {
    return `${last}${breaks.replaceAll("\n", " \\\n")}`;
  });
}

const curly = /[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u2033]/;

/** The first curly quote of a command, which word processors write instead of a plain one, and its line. */
export function findCurlyQuote(text: string): { line: number; sign: string; plain: string } | undefined {
  const at = text.search(curly);
  if (at < 0) return undefined;
  const sign = text.charAt(at);
  return { line: text.slice(0, at).split("\n").length, sign, plain: /[\u201c-\u201e\u2033]/.test(sign) ? '"' : "'" };
}

/** Removes the prompts that are copied along from a terminal or a page. */
export function unprompted(text: string): string {
  const [, prompt] = /^\s*([$%>#] )/.exec(text) ?? [];
  if (prompt === undefined || (prompt === "# " && !/^\s*# (?:sudo |env )?\S*(?:curl|wget|http)\s/.test(text)))
    return text;
  const isQuoted = prompt === "> ";
  if (prompt === "# ") return text.replace(/^[ \t]*# (?=\S*(?:curl|wget|http)\s)/gm, "");
  return text.replace(isQuoted ? /^[ \t]*> ?/gm : /^[ \t]*[$%>] /gm, "");
}
