import fc from "fast-check";
import { expect, test } from "vitest";
import { basic, secretHeader } from "./auth.ts";
import { checkPair } from "./check-pair.ts";

test("Basic follows RFC 7617, its example in UTF-8 included", () => {
  expect(basic("Aladdin", "open sesame")).toMatchObject({ value: [{ value: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" }] });
  expect(basic("test", "123£")).toMatchObject({ value: [{ value: "Basic dGVzdDoxMjPCow==" }] });
  expect(basic("", "a:b")).toMatchObject({ ok: true });
  expect(basic("a:b", "c")).toMatchObject({ ok: false, error: { code: "E_BASIC_USER" } });
});

test("Basic credentials can be decoded again, and can always be sent", () => {
  const texts = fc.string({ unit: "grapheme-composite" });
  fc.assert(
    fc.property(
      texts.map((text) => text.replaceAll(":", "")),
      texts,
      (user, password) => {
        const result = basic(user, password);
        const [line] = result.ok ? result.value : [];
        const encoded = line?.value.replace("Basic ", "") ?? "";
        expect(Buffer.from(encoded, "base64").toString()).toBe(`${user}:${password}`);
        expect(line && checkPair({ kind: "header", ...line }, "")).toBeUndefined();
      },
    ),
    { numRuns: 1000 },
  );
});

test("a random secret is base64url without padding", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(secretHeader("X-Secret", bytes)).toEqual([
        { name: "X-Secret", value: Buffer.from(bytes).toString("base64url") },
      ]);
    }),
    { numRuns: 1000 },
  );
});
