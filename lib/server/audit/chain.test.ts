import { expect, test } from "vitest";
import { readChain, sealLine } from "./chain.ts";
import type { Entry } from "./entry.ts";

// The file of versions before the store.

const key = "test key";
const ts = "2026-01-01T00:00:00.000Z";
const intent = (id: string): Entry => ({ kind: "intent", id, actor: "local", action: "switch", scope: "zones/1" });

/** A log of entries; a string is damage, as it is in the file. */
function write(...parts: (Entry | string)[]): string {
  let before = "";
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      const sealed = sealLine(key, { ts, ...part }, before);
      before = sealed.mac;
      return sealed.text;
    })
    .join("");
}

test("a log is read in order, with a mac for each line", () => {
  const { lines, jsons, broken } = readChain([key], write(intent("1"), intent("2")));
  expect(lines.map((line) => line.kind === "intent" && line.id)).toEqual(["1", "2"]);
  expect(lines.map(({ mac }) => mac)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.any(String)]);
  expect(jsons[0]).toBe(JSON.stringify({ ts, ...intent("1") }));
  expect(broken).toEqual([]);
  expect(readChain([key], "")).toEqual({ lines: [], jsons: [], broken: [] });
});

test("its lines have the macs of the versions that wrote them", () => {
  const line =
    '{"ts":"2026-01-01T00:00:00.000Z","kind":"intent","id":"1","actor":"local","action":"switch","scope":"zones/1","mac":"MAC"}\n';
  const mac = "7f11d2cae97428787903341eabae3980";
  expect(write(intent("1"))).toBe(line.replace("MAC", mac));
});

test.each([
  "half a line",
  "\u0000\u0000\u0000",
  "{",
  '{"kind":"intent"}',
  "no JSON",
  '{"kind":"in\n{"kind":"intent","id',
])("%j is explained by the line after it", (rest) => {
  const { lines, broken } = readChain(
    [key],
    write(intent("1"), `${rest}\n`, { kind: "cut" }, intent("2"), intent("3")),
  );
  expect(lines.map(({ kind }) => kind)).toEqual(["intent", "cut", "intent", "intent"]);
  expect(broken).toEqual([]);
});

test("a log that is cut anywhere in its last line loses only that", () => {
  const whole = write(intent("1")).length;
  const text = write(intent("1"), intent("2"));
  for (let length = whole; length < text.length; length += 1) {
    const { lines, broken } = readChain([key], text.slice(0, length));
    expect(broken, String(length)).toEqual([]);
    expect(lines.length, String(length)).toBe(length < text.length - 1 ? 1 : 2);
  }
});

test.each<[string, (lines: string[]) => string[], number[]]>([
  ["a changed line", (lines) => lines.with(1, lines[1]?.replace("local", "other") ?? ""), [2]],
  ["a removed line", (lines) => lines.toSpliced(1, 1), [2]],
  ["an inserted line", (lines) => lines.toSpliced(1, 0, lines[2] ?? ""), [2, 3]],
  ["two lines that changed places", (lines) => [lines[1] ?? "", lines[0] ?? "", ...lines.slice(2)], [1, 2, 3]],
  ["garbage that nothing explains", (lines) => lines.toSpliced(1, 0, "garbage"), [2]],
])("shows %s", (_name, change, expected) => {
  const lines = write(...["1", "2", "3", "4"].map(intent))
    .trimEnd()
    .split("\n");
  expect(readChain([key], `${change(lines).join("\n")}\n`).broken).toEqual(expected);
});

test("under another key every line is broken, and under an older one none", () => {
  expect(readChain(["another key"], write(intent("1"), intent("2"))).broken).toEqual([1, 2]);
  expect(readChain(["another key", key], write(intent("1"), intent("2"))).broken).toEqual([]);
});
