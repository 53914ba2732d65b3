import { expect, test } from "vitest";
import { previewBody } from "./preview-body.ts";

test("lays out the first records and counts the others", () => {
  expect(previewBody('{"a":1,"b":"x"}\n{"a":2}\n{"a":3}\n', 1)).toEqual({
    text: '{\n  "a": 1,\n  "b": "x"\n}',
    moreLines: 2,
  });
});

test("leaves strings, nested values and large numbers as they came", () => {
  const { text } = previewBody('{"a":"x,{\\"y\\":1}","n":12345678901234567890,"l":[1,{"z":2}]}', 1);
  expect(text).toContain('"a": "x,{\\"y\\":1}"');
  expect(text).toContain("12345678901234567890");
  expect(JSON.parse(text)).toMatchObject({ l: [1, { z: 2 }] });
});

test.each(["test", "a,b,c", "", "[1,2]"])("keeps %j, which is no record", (body) => {
  expect(previewBody(body, 5)).toEqual({ text: body, moreLines: 0 });
});
