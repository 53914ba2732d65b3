import { fieldsWith } from "./attributes.ts";

/** Controls of the form that cannot show a text. A reference in one stays open until someone sets it. */
export const choiceFields = [...fieldsWith({ type: "flag" }), ...fieldsWith({ type: "switch" })];

export type ChoiceField = (typeof choiceFields)[number];

export function isChoiceField(field: string): field is ChoiceField {
  return choiceFields.some((choice) => choice === field);
}
