/** A number whose text a JavaScript number would change: too many digits (unixnano), `1.0`, `1e3`. */
export class NumberText {
  constructor(readonly text: string) {}
}

/** Lossless JSON: `readJson` reads it and `writeJson` writes it. */
export type ExactJson = string | number | boolean | null | NumberText | ExactJson[] | ExactObject;
export type ExactObject = { [key: string]: ExactJson };

/** True for a JSON object: not null, a list or a NumberText. */
export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof NumberText);
}

/** Strings, numbers and booleans. */
export function isScalar(value: ExactJson): value is string | number | boolean | NumberText {
  return ["string", "number", "boolean"].includes(typeof value) || value instanceof NumberText;
}

/**
 * The text of a scalar for comparing and showing: numbers by their digits, so that 9007199254740993 stays unchanged.
 */
export function scalarText(value: string | number | boolean | NumberText): string {
  if (!(value instanceof NumberText)) return String(value);
  return /^-?\d+$/.test(value.text) ? value.text.replace(/^-0$/, "0") : String(Number(value.text));
}
