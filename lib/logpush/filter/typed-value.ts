import { type ExactJson, isScalar, NumberText } from "../json/exact-json.ts";
import { writeJson } from "../json/write-json.ts";
import { isListOperator, isWholeNumber } from "./check-shape.ts";

/** The typed text as a value of the field's type: whole numbers bare, true and false bare, the rest as text. */
export function valueFromText(text: string, type: string | undefined): ExactJson {
  if (type === "bool" && /^(?:true|false)$/.test(text)) return text === "true";
  if ((type !== "int" && type !== "array[int]") || !isWholeNumber(text)) return text;
  if (String(Number(text)) === text) return Number(text);
  // 007 is not a number in JSON; long ones keep their digits.
  return /^-?[1-9]/.test(text) ? new NumberText(text) : text;
}

/** The text of a value for its input. */
export function textFromValue(value: ExactJson): string {
  if (value instanceof NumberText) return value.text;
  return value !== null && isScalar(value) ? String(value) : writeJson(value);
}

/** The same value for a field of another type. */
export function retyped(value: ExactJson, type: string | undefined): ExactJson {
  if (Array.isArray(value)) return value.map((item) => retyped(item, type));
  return value === null || !isScalar(value) ? value : valueFromText(textFromValue(value), type);
}

/** The items of a value as a list: none for an empty text. */
export function itemsOf(value: ExactJson): ExactJson[] {
  if (Array.isArray(value)) return value;
  return value === "" ? [] : [value];
}

/**
 * A value in the shape that the operator needs: a list for `in` and `!in`, else one value. Several values stay a list,
 * so that passing an operator on the way to another loses nothing.
 */
export function shapedFor(operator: string, value: ExactJson): ExactJson {
  if (isListOperator(operator)) return itemsOf(value);
  return Array.isArray(value) && value.length < 2 ? (value[0] ?? "") : value;
}
