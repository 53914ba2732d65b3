export type BodyPreview = { text: string; moreLines: number };

/** The first lines of a body for reading: lines that are JSON are laid out over several lines, the others kept. */
export function previewBody(body: string, lineCount: number): BodyPreview {
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  const text = lines.slice(0, lineCount).map(layOut).join("\n");
  return { text, moreLines: Math.max(0, lines.length - lineCount) };
}

// Parsing JSON would round large numbers and drop repeated keys; the text must stay what arrived.
function layOut(line: string): string {
  if (!/^\s*\{.*\}\s*$/.test(line)) return line;
  let text = "";
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (isInString) {
      text += character;
      if (character === "\\") text += line.charAt(++index);
      else if (character === '"') isInString = false;
      continue;
    }
    if (character === '"') isInString = true;
    if (character === "{") depth++;
    if (character === "}") depth--;
    const isBreak = depth === 1 && (character === "{" || character === ",");
    if (depth === 0 && character === "}") text += "\n}";
    else text += isBreak ? `${character}\n  ` : character === ":" ? ": " : character;
  }
  return text;
}
