import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import { destinations, headerValues } from "../testing/arbitraries.ts";
import { rotateValue } from "./rotate-value.ts";
import { listSecretUses } from "./secret-uses.ts";

const at = "https://a.example/in";

function rotated(query: string, from: string | string[], to: string): unknown {
  const item = rotateValue({ id: 1, destination_conf: `${at}?${query}` }, { from: [from].flat(), to });
  if (item.outcome === "blocked") return item.error.code;
  return item.outcome === "change" ? String(item.body.destination_conf).slice(at.length + 1) : item.outcome;
}

describe("a rotated value", () => {
  test.each<[string, string, string | string[], string, string]>([
    [
      "a header",
      "x=%7e&header_X-Key=old&&tags=a:b,c:d",
      "old",
      "new /+",
      "x=%7e&header_X-Key=new%20%2F%2B&&tags=a:b,c:d",
    ],
    ["a parameter", "api-key=old&header_A=%41", "old", "n:1", "api-key=n:1&header_A=%41"],
    [
      "a token after its scheme",
      "header_Authorization=Bearer%20old",
      "old",
      "new",
      "header_Authorization=Bearer%20new",
    ],
    [
      "a token typed with its scheme",
      "header_Authorization=Bearer%20old",
      "old",
      "bearer new",
      "header_Authorization=Bearer%20new",
    ],
    // user:old and user:new in base64.
    [
      "a password",
      "header_Authorization=Basic%20dXNlcjpvbGQ%3D",
      "old",
      "new",
      "header_Authorization=Basic%20dXNlcjpuZXc%3D",
    ],
    [
      "all of its places",
      "header_Authorization=Splunk%20old&header_B=old&k=old&c=older",
      "old",
      "n",
      "header_Authorization=Splunk%20n&header_B=n&k=n&c=older",
    ],
    ["a header that holds another value", "header_Authorization=Bearer%20theirs", "old", "new", "E_PLAN_OTHER_VALUE"],
    ["only the value that was chosen", "header_A=old&header_B=theirs", "old", "new", "header_A=new&header_B=theirs"],
    [
      "two values that were chosen",
      "header_A=old&header_B=old2&header_C=x",
      ["old", "old2"],
      "new",
      "header_A=new&header_B=new&header_C=x",
    ],
    ["the new value", "header_Authorization=Bearer%20new", "old", "new", "same"],
    ["a value that is the new one", "header_A=old", "old", "old", "same"],
    ["a raw + that is open", "header_A=a+b", "a\u0000b", "a+b", "header_A=a%2Bb"],
    ["a plus that is not open", "header_A=a%2Bb", "a\u0000b", "x", "E_PLAN_OTHER_VALUE"],
    ["a control character", "header_A=old", "old", "a\nb", "E_DEST_CONTROL"],
    ["a mask", "header_A=old", "old", "••••••••", "E_MASK_VALUE"],
    ["too much", "header_A=old", "old", "x".repeat(4096), "E_DEST_TOO_LONG"],
    ["beside a masked value", "header_A=old&header_B=Bearer%20****", "old", "x", "E_UPSTREAM_REDACTED"],
    ["a broken string", "header_A=%zz", "old", "x", "E_DEST_ESCAPE"],
  ])("%s", (_title, query, from, to, expected) => expect(rotated(query, from, to)).toBe(expected));

  test("keeps its other bytes, is the same the second time, and can be rotated back", () => {
    fc.assert(
      fc.property(destinations, headerValues, fc.boolean(), (destination, next, isBearer) => {
        const query = [
          ...destination.query,
          { kind: "header" as const, name: "X-Rotated-Here", value: `${isBearer ? "Bearer " : ""}the-old-one` },
        ];
        const conf = formatHttpDestination({ ...destination, query });
        const to = `v${next}`;
        const item = rotateValue({ id: 1, destination_conf: conf }, { from: ["the-old-one"], to });
        fc.pre(item.outcome === "change");
        const after = item.outcome === "change" ? String(item.body.destination_conf) : "";
        const [was, is] = [parseHttpDestination(conf), parseHttpDestination(after)];
        if (!was.ok || !is.ok) throw new Error("cannot be read");
        expect(is.value.query.slice(0, -1)).toEqual(was.value.query.slice(0, -1));
        expect(is.value.query.at(-1)?.value).toBe(`${isBearer ? "Bearer " : ""}${to}`);
        expect(rotateValue({ id: 1, destination_conf: after }, { from: ["the-old-one"], to }).outcome).toBe("same");
        expect(rotateValue({ id: 1, destination_conf: after }, { from: [to], to: "the-old-one" })).toEqual({
          outcome: "change",
          body: { destination_conf: conf },
        });
      }),
    );
  });
});

test("values are found with their scheme and user, and harmless ones are left out", () => {
  const conf = `${at}?header_Authorization=Basic%20dXNlcjpvbGQ%3D&tags=host:example.com&k=v&header_X=Bearer%20t&header_Note=two%20words&e=`;
  expect(listSecretUses(conf)).toMatchObject([
    { place: 0, kind: "header", name: "Authorization", form: "basic", scheme: "Basic", user: "user", secret: "old" },
    { place: 2, kind: "param", name: "k", form: "plain", secret: "v" },
    { place: 3, kind: "header", name: "X", form: "scheme", scheme: "Bearer", secret: "t" },
    { place: 4, kind: "header", name: "Note", form: "plain", secret: "two words" },
  ]);
});
