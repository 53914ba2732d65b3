import { findReferences, type Reference } from "../destination/references.ts";

/** A text with a harmless word in place of each reference, so that references do not change how it is read. */
export type FilledText = {
  text: string;
  references: Reference[];
  /** Whether a filled text contains a reference. */
  holds: (part: string) => boolean;
  /** How many references a filled text contains. */
  count: (part: string) => number;
  /** Whether a filled text consists only of references, none of which may itself be a secret. */
  isOnly: (part: string) => boolean;
  /** The filled parts, in order, with their references restored. */
  restore: (parts: string[]) => string[];
};

/** Fills each reference with one word that does not occur in the text. */
export function fillReferences(original: string): FilledText {
  const references = findReferences(original);
  // It begins with its only x and ends with its only y, so text beside it cannot form another one.
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
