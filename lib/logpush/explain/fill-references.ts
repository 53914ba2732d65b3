import { findReferences, type Reference } from "../destination/references.ts";

/** A text with a harmless word in place of each reference, so that they neither break nor bend how it is read. */
export type FilledText = {
  text: string;
  references: Reference[];
  /** Whether some filled text holds a reference. */
  holds: (part: string) => boolean;
  /** How many references some filled text holds. */
  count: (part: string) => number;
  /** Whether some filled text is references and nothing else, none of which might be a secret by itself. */
  isOnly: (part: string) => boolean;
  /** The filled parts, in their order, with their references back in place. */
  restore: (parts: string[]) => string[];
};

/** Fills each reference with one word, which the text itself does not hold. */
export function fillReferences(original: string): FilledText {
  const references = findReferences(original);
  // It begins with its only x and ends with its only y, so that no piece of text beside it makes another one.
  let word = "xrefy";
  while (original.includes(word)) word = `${word.slice(0, -1)}refy`;
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end } of references) {
    pieces.push(original.slice(copied, start), word);
    copied = end;
  }
  pieces.push(original.slice(copied));
  return {
    text: pieces.join(""),
    references,
    holds: (part) => part.includes(word),
    count: (part) => part.split(word).length - 1,
    isOnly: (part) =>
      part.includes(word) && part.replaceAll(word, "") === "" && references.every(({ isSure }) => isSure),
    restore: (parts) => {
      let next = 0;
      return parts.map((part) =>
        part.replaceAll(word, () => {
          const reference = references[next];
          next += 1;
          return reference?.text ?? "";
        }),
      );
    },
  };
}
