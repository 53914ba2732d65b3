/** `at` is the offset in the command. */
export type ShellPiece = { text: string; tone: string; at: number };

const tones: [pattern: RegExp, tone: string][] = [
  [/"\$[A-Z_0-9]+"|\$[A-Z_0-9]+/y, "text-code-param"],
  [/"(?:[^"\\\n]|\\.)*"(?=:)/y, "text-code-header"],
  [/"(?:[^"\\\n]|\\.)*"/y, "text-code-value"],
  [/^[A-Z_0-9]+(?==)/my, "text-code-param"],
  [/\b(?:curl|printf|read|echo|IFS)\b/y, "text-code-host"],
  [/(?<=\s)--?[A-Za-z][\w-]*/y, "text-muted"],
  [/\b(?:true|false|null)\b|\b\d+\b/y, "text-code-text"],
];

/** Colours a command that we wrote ourselves; whatever no pattern knows stays plain. The pieces joined are the command. */
export function colourShell(command: string): ShellPiece[] {
  const pieces: ShellPiece[] = [];
  let plainFrom = 0;
  const closePlain = (to: number) => {
    if (to > plainFrom) pieces.push({ text: command.slice(plainFrom, to), tone: "", at: plainFrom });
  };
  for (let at = 0; at < command.length; ) {
    const found = matchAt(command, at);
    if (!found) {
      at += 1;
      continue;
    }
    closePlain(at);
    pieces.push(found);
    at += found.text.length;
    plainFrom = at;
  }
  closePlain(command.length);
  return pieces;
}

function matchAt(command: string, at: number): ShellPiece | undefined {
  for (const [pattern, tone] of tones) {
    pattern.lastIndex = at;
    const text = pattern.exec(command)?.[0];
    if (text) return { text, tone, at };
  }
  return undefined;
}
