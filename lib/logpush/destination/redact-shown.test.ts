import { describe, expect, test } from "vitest";
import { mask } from "./looks-random.ts";
import { redactDestination, redactedEndpoint, redactedName } from "./redact.ts";

/** A readable stand-in for the keyed hash. */
const redact = (conf: string) => redactDestination(conf, (value) => `#${value}`);

const token = "Zk9xQ2vT7bLw4RpY8sNd";

describe("a string that cannot be parsed", () => {
  test("still shows the names of its pairs, with their places", () => {
    const { pairs, isEditable, reason } = redact("https://h.example/in?header_A=%zz&tags=b&header_=c&=d&e&a%20b=%zz");
    expect(pairs).toEqual([
      { kind: "header", name: "A", index: 0, fingerprint: "#header_A=%zz" },
      { kind: "param", name: "tags", index: 1, fingerprint: "#tags=b" },
      { kind: "header", name: mask, index: 2, fingerprint: "#header_=c" },
      { kind: "param", name: "", index: 3, fingerprint: "#=d" },
      { kind: "param", name: mask, index: 4, fingerprint: "#e" },
      { kind: "param", name: mask, index: 5, fingerprint: "#a%20b=%zz" },
    ]);
    expect(isEditable).toBe(false);
    expect(reason?.code).toMatch(/^E_/);
  });

  test("shows no name that cannot be decoded", () => {
    expect(redact("https://h.example?%zz=1&a=%zz").pairs.map(({ name }) => name)).toEqual([mask, "a"]);
  });

  test("has no pairs after a fragment, and none without a query", () => {
    expect(redact("https://h.example#header_A=b").pairs).toEqual([]);
    expect(redact("https://h example/").pairs).toEqual([]);
  });
});

describe("what is shown of an endpoint", () => {
  test.each([
    ["https://h.example/in", "https://h.example/in", false],
    ["https://user:password@h.example/in", "https://h.example/in", false],
    ["https://user:pa/ss@h.example", `https://${mask}/ss@h.example`, undefined],
    [`https://h.example/${token}/in`, `https://h.example/${mask}/in`, true],
    ["https://h%2eexample/in", `https://${mask}/in`, false],
    [`https://${token}.h.example/in`, `https://${mask}.h.example/in`, false],
    ["s3://bucket-name/logs", "s3://bucket-name/logs", false],
    ["1https://h.example", mask, true],
    ["https1234567890://h.example", mask, true],
    ["?header_A=b", mask, true],
  ])("%s", (conf, shown, isPathMasked) => {
    const view = redact(conf);
    expect(redactedEndpoint(view)).toBe(isPathMasked === undefined ? redactedEndpoint(view) : shown);
    expect(redactedEndpoint(view)).not.toMatch(/user|password|pa\/|Zk9xQ2/);
    if (isPathMasked !== undefined) expect(view.isPathMasked).toBe(isPathMasked);
    if (view.scheme === "") expect(view.host).toBe("");
  });

  test("only an HTTP destination says why the form cannot edit it", () => {
    expect(redact("s3://bucket/logs?region=a").reason).toBeUndefined();
    expect(redact("https://h.example?a=%zz").reason).toBeDefined();
    expect(redact("https://h.example?a=b")).toMatchObject({ isEditable: true });
    expect(redact("https://h.example?a=b").reason).toBeUndefined();
  });

  test("a header whose name is a secret, among others, keeps the string whole", () => {
    expect(redact(`https://h.example?header_A=b&header_${token}=c`)).toMatchObject({
      isEditable: false,
      reason: { code: "E_HEADER_NAME_SECRET" },
    });
    expect(redact(`https://h.example?header_A=b&${token}=c`).isEditable).toBe(true);
  });
});

test("a raw plus is noted where there is one", () => {
  const [first, second, third] = redact("https://h.example?header_A=b+c&d=e%2Bf&g=h").pairs;
  expect(first).toMatchObject({ hasPlus: true });
  expect([second, third].map((pair) => pair && "hasPlus" in pair)).toEqual([false, false]);
});

test.each<[kind: "header" | "param", raw: string, name: string, value: string, shown: string]>([
  ["header", "header_Authorization=x", "Authorization", "x", "Authorization"],
  ["header", "header_Authorization%3Asecret=", "Authorization:secret", "", mask],
  ["header", `header_${token}=x`, token, "x", mask],
  ["param", "tags=x", "tags", "x", "tags"],
  ["param", "=x", "", "x", ""],
  ["param", "flag", "flag", "", mask],
  ["param", "flag=", "flag", "", "flag"],
  ["param", `${token}==`, token, "=", mask],
  ["param", `${token}=`, token, "", mask],
  ["param", "a b=x", "a b", "x", mask],
])("of a %s %s the name is shown as it may be", (kind, raw, name, value, shown) => {
  expect(redactedName({ kind, raw, name, value })).toBe(shown);
});

test("a pair without its text shows its name", () => {
  expect(redactedName({ kind: "param", name: "tags", value: "x" })).toBe("tags");
});
