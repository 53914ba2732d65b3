import { fieldsWith } from "./attributes.ts";

/** The form's controls that cannot show a text. A reference in one stays unresolved until a person chooses a value. */
export const choiceFields = [...fieldsWith({ type: "flag" }), ...fieldsWith({ type: "switch" })];

export type ChoiceField = (typeof choiceFields)[number];

export function isChoiceField(field: string): field is ChoiceField {
  return choiceFields.some((choice) => choice === field);
}
