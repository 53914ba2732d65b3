import type { CAUSES } from "../decode/causes.ts";
import { answerErrors } from "./answer-errors.ts";
import { browserErrors } from "./browser-errors.ts";
import { importErrors } from "./import-errors.ts";
import { inputErrors } from "./input-errors.ts";
import { planErrors } from "./plan-errors.ts";
import { refusalErrors } from "./refusal-errors.ts";

/** The texts of every failure that is not in the table of causes. */
export const ERRORS = {
  ...inputErrors,
  ...importErrors,
  ...answerErrors,
  ...refusalErrors,
  ...browserErrors,
  ...planErrors,
};

/** The code of every failure that people can meet. */
export type ErrorCode = keyof typeof ERRORS | keyof typeof CAUSES;
