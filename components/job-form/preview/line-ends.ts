export type TextPiece = { id: string; text: string; isMark: boolean };

/** Signs for what cannot be seen; the line itself still ends after its sign. */
const marks = new Map([
  ["\n", "⏎\n"],
  ["\t", "⇥\t"],
  ["\r", "\\r"],
]);

/** What each sign of a text means, for those that occur in it. */
export function legendOf(text: string): string {
  const meanings = [
    text.includes("\n") ? "⏎ line feed" : "",
    text.includes("\t") ? "⇥ tab" : "",
    text.includes("\r") ? "\\r carriage return" : "",
  ].filter((meaning) => meaning !== "");
  return meanings.length === 0 ? "No line feeds, tabs or carriage returns." : meanings.join(", ");
}

/** The text in pieces, with a visible sign for each line feed, tab and carriage return. */
export function markLineEnds(text: string): TextPiece[] {
  return text
    .split(/([\n\t\r])/)
    .filter((piece) => piece !== "")
    .map((piece, index) => ({
      id: `piece-${index}`,
      text: marks.get(piece) ?? piece,
      isMark: marks.has(piece),
    }));
}
