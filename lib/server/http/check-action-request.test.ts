import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { checkActionHeaders, isActionBody } from "./check-action-request.ts";

const id = `7f${"0a".repeat(20)}`;
const text = "text/plain;charset=UTF-8";
const form = "multipart/form-data; boundary=b";

test.each([
  ["an action", id, text, undefined],
  ["an action without parameters of its type", id, "Text/Plain", undefined],
  ["a POST that is not an action", null, "application/json", undefined],
  ["a POST without a type", null, null, undefined],
  ["a form without an action", null, form, "content type"],
  ["a form for an action", id, form, "content type"],
  ["XML", id, "application/xml", "content type"],
  ["JSON", id, "application/json", "content type"],
  ["a URL-encoded form", id, "application/x-www-form-urlencoded", "content type"],
  ["no type", id, null, "content type"],
  ["an empty id", "", text, "action id"],
  ["a short id", id.slice(1), text, "action id"],
  ["a long id", `${id}0`, text, "action id"],
  ["an id of 42 other characters", "g".repeat(42), text, "action id"],
  ["a path", "../../etc/passwd", text, "action id"],
  ["two ids", `${id}, ${id}`, text, "action id"],
])("headers: %s", (_title, nextAction, type, problem) => {
  const headers = new Headers();
  if (nextAction !== null) headers.set("next-action", nextAction);
  if (type !== null) headers.set("content-type", type);
  expect(checkActionHeaders(headers)).toBe(problem);
});

const nested = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
/** Each array repeats the one before twice, so its values are counted in the millions. */
const doubling = `[[1],${Array.from({ length: 40 }, (_, at) => `["$0:${at}","$0:${at}"]`).join(",")}]`;

test.each([
  "[]",
  '["$undefined"]',
  '[{"ref":{"jobId":1},"enabled":true}]',
  '["$NaN","$Infinity","$-Infinity","$-0","$n12","$n-3","$D2026-01-01T00:00:00.000Z","$$1 per GB"]',
  '[{"a":{"x":1},"b":"$0:0:a"},"$0:0:a"]',
  '[{"done":"$T"}]',
  '[{"__proto__":{"scope":"$9"},"constructor":{"prototype":{}}}]',
  nested(400),
  `[${"1,".repeat(130_000)}1]`,
])("React decodes %.60s", async (body) => {
  expect(isActionBody(body)).toBe(true);
  expect(await isDecoded(body)).toBe(true);
});

test.each([
  "",
  " ",
  "[{",
  "<a/>",
  "\uFEFF[]",
  "[]\0",
  nested(100_000),
  // References to parts of a form, to nothing, and to their own containers.
  '["$1"]',
  '["$F1"]',
  '["$h1"]',
  '["$@1"]',
  '["$K1"]',
  '["$Q1"]',
  '["$W1"]',
  '["$i1"]',
  '["$A1"]',
  '["$B1"]',
  '["$R1"]',
  '["$"]',
  '["$0"]',
  '["$0:5"]',
  '["$0:0"]',
  '[{"a":"$0:0"}]',
  '[{"a":1},"$0:0:a:b"]',
  '[{"a":1},"$0:0:constructor"]',
  '[{"__proto__":{"x":{}}},"$0:0:__proto__:x"]',
  '["$0:1",{}]',
  '["$nine"]',
  `["$n${"9".repeat(400)}"]`,
  '[{"a:b":"$T"}]',
  doubling,
  // React decodes these, but an action is called with an array.
  "{}",
  "1",
  "null",
  '"$undefined"',
])("a text that no page sends is refused: %.60s", (body) => {
  expect(isActionBody(body)).toBe(false);
});

const encoder = z.object({ encodeReply: z.custom<(value: unknown) => Promise<unknown>>(isFunction) });
const decoder = z.object({
  decodeReply: z.custom<(body: string, modules: object, options: object) => Promise<unknown>>(isFunction),
  createTemporaryReferenceSet: z.custom<() => object>(isFunction),
});

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

const require = createRequire(import.meta.url);
const react = "next/dist/compiled/react-server-dom-webpack/cjs/react-server-dom-webpack";

/** Whether React's own decoder, as Next.js calls it, accepts a text. */
async function isDecoded(body: string): Promise<boolean> {
  const { decodeReply, createTemporaryReferenceSet } = decoder.parse(require(`${react}-server.node.production.js`));
  try {
    await decodeReply(body, {}, { temporaryReferences: createTemporaryReferenceSet() });
    return true;
  } catch {
    return false;
  }
}

test("any plain values that a page sends are accepted", async () => {
  const { encodeReply } = encoder.parse(require(`${react}-client.node.production.js`));
  const values = fc.array(
    fc.oneof(
      fc.jsonValue({ maxDepth: 5 }),
      fc.string().map((end) => `$${end}`),
      fc.constantFrom(undefined, Number.NaN, -0, Number.POSITIVE_INFINITY, 12n, new Date(0)),
      fc.object().map((shared) => ({ first: shared, again: [shared, { shared }] })),
    ),
  );
  await fc.assert(
    fc.asyncProperty(values, async (args) => {
      const body = await encodeReply(args);
      expect(typeof body === "string" && isActionBody(body)).toBe(true);
    }),
  );
});

test("React decodes every text that is accepted", async () => {
  const sign = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."$@FKQTWDn0123:-aIN"), maxLength: 8 }).map((end) => `$${end}`),
    fc.constantFrom("$0:0", "$0:0:a", "$0:1", "$T", "$undefined"),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      sign,
      fc.integer(),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom("a", "b", "a:b", "__proto__", "then"), tie("tree"), { maxKeys: 3 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { maxLength: 4 }), async (args) => {
      const body = JSON.stringify(args);
      if (isActionBody(body)) expect(await isDecoded(body), body).toBe(true);
    }),
  );
});
