import { answerErrors } from "./answer-errors.ts";
import type { CAUSES } from "./decode/causes.ts";
import { importErrors } from "./import/import-errors.ts";
import { inputErrors } from "./input-errors.ts";

/** The texts of every failure that is not in the table of causes. */
export const ERRORS = { ...inputErrors, ...importErrors, ...answerErrors };

/** The code of every failure that people can meet. */
export type ErrorCode = keyof typeof ERRORS | keyof typeof CAUSES;
