import { describe, expect, test } from "vitest";
import { CAUSES } from "../decode/causes.ts";
import { ok } from "../result.ts";
import { answerErrors } from "./answer-errors.ts";
import { appError, err } from "./app-error.ts";
import { browserErrors } from "./browser-errors.ts";
import { ERRORS } from "./error-codes.ts";
import { importErrors } from "./import-errors.ts";
import { inputErrors } from "./input-errors.ts";
import { refusalErrors } from "./refusal-errors.ts";

const tables = [inputErrors, importErrors, answerErrors, refusalErrors, browserErrors];
const causes = Object.entries(CAUSES).map(([code, { says }]): [string, readonly [string, string]] => [code, says]);

describe.each([...Object.entries(ERRORS), ...causes])("%s", (_code, [message, nextStep]) => {
  test("has sentences that say what happened and what to do", () => {
    expect(message).toMatch(/^["“{A-Z%].*[.!?]$|\{text\}$/);
    // Some take the whole next step from their parameters.
    expect(nextStep).toMatch(/^["“{A-Z%0-9].*[.!?]$|^\{(?:step|advice)\}$/);
  });
});

test("no code is in two tables", () => {
  const codes = [...tables.flatMap((table) => Object.keys(table)), ...causes.map(([code]) => code)];
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test("parameters are filled in once, and missing ones stay visible", () => {
  const error = appError("E_LIMIT_RANGE", { at: "x", params: { text: "{min}", min: 1 } });
  expect(error).toMatchObject({
    code: "E_LIMIT_RANGE",
    at: "x",
    message: "{min} is not in the range from 1 to {max}.",
  });
  expect(error).not.toHaveProperty("params");
});

test("a result is a value or an error", () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 });
  expect(err("E_SCOPE", { at: "scope" })).toMatchObject({ ok: false, error: { code: "E_SCOPE", at: "scope" } });
});
