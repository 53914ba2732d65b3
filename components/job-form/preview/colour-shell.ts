/** `id` is the piece's number: a key press changes a piece or two, and the others keep their elements. */
export type ShellPiece = { text: string; tone: string; id: number };

/** Groups in the order of the alternatives below. */
const tones = {
  variable: "text-code-param",
  key: "text-code-header",
  text: "text-code-value",
  command: "text-code-host",
  option: "text-muted",
  literal: "text-code-text",
};

const pattern =
  /(?<variable>"\$[A-Z_0-9]+"|\$[A-Z_0-9]+|^[A-Z_0-9]+(?==))|(?<key>"(?:[^"\\\n]|\\.)*"(?=:))|(?<text>"(?:[^"\\\n]|\\.)*")|(?<command>\b(?:curl|printf|read|echo|IFS)\b)|(?<option>(?<=\s)--?[A-Za-z][\w-]*)|(?<literal>\b(?:true|false|null)\b|\b\d+\b)/gm;

/** Colours a command that we wrote ourselves; whatever the pattern does not know stays plain. The pieces joined are the command. */
export function colourShell(command: string): ShellPiece[] {
  const pieces: ShellPiece[] = [];
  const add = (text: string, tone: string) => {
    if (text !== "") pieces.push({ text, tone, id: pieces.length });
  };
  let plainFrom = 0;
  for (const match of command.matchAll(pattern)) {
    add(command.slice(plainFrom, match.index), "");
    add(match[0], toneOf(match.groups ?? {}));
    plainFrom = match.index + match[0].length;
  }
  add(command.slice(plainFrom), "");
  return pieces;
}

function toneOf(groups: Record<string, string | undefined>): string {
  return Object.entries(tones).find(([name]) => groups[name] !== undefined)?.[1] ?? "";
}
