import { expect, test } from "vitest";
import { describedError } from "#lib/logpush/errors.ts";
import { fieldsAreWrong, wasCanceled } from "./check-errors.ts";

test.each([fieldsAreWrong, wasCanceled])("$code says what the table of errors says", (error) => {
  expect(describedError(error.code)).toEqual(error);
});
