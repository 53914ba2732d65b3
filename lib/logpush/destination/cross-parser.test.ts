import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { endpoints, headerNames, headerValues, texts } from "../testing/arbitraries.ts";
import { goQuery } from "../testing/go-url.ts";
import { formatHttpDestination } from "./http.ts";

const seed = Date.now() % 1_000_000;
const samples = fc
  .sample(fc.tuple(endpoints, headerNames, fc.oneof(headerValues, texts), fc.string({ unit: "grapheme-composite" })), {
    numRuns: 1500,
    seed,
  })
  .map(([endpoint, name, value, other]) => {
    const query = [
      { kind: "param" as const, name: "first", value: other.replace(/\p{Cc}/gu, "") },
      { kind: "header" as const, name, value },
      { kind: "param" as const, name: "last", value: "host:a.b,c/d" },
    ];
    return { conf: formatHttpDestination({ endpoint, query }), key: `header_${name}`, value };
  });
const confs = samples.map(({ conf, key }) => ({ conf, key }));
const typed = samples.map(({ value }) => value);

const hasGo = spawnSync("go", ["version"]).status === 0;

test(`WHATWG URL reads back every header value as typed (seed ${seed})`, () => {
  expect(confs.map(({ conf, key }) => new URL(conf).searchParams.get(key))).toEqual(typed);
});

test(`Python's urllib.parse reads back every header value as typed (seed ${seed})`, () => {
  const script = [
    "import json, sys",
    "from urllib.parse import urlsplit, parse_qs",
    "read = lambda item: parse_qs(urlsplit(item['conf']).query, keep_blank_values=True, strict_parsing=True)[item['key']]",
    "json.dump([read(item) for item in json.load(sys.stdin.buffer)], sys.stdout)",
  ].join("\n");
  const output = execFileSync("python3", ["-c", script], { input: JSON.stringify(confs), encoding: "utf8" });
  expect(JSON.parse(output)).toEqual(typed.map((value) => [value]));
});

const goName = hasGo ? "Go's net/url (the installed go)" : "Go's net/url (a port of its rules; no go on PATH)";
test(`${goName} reads back every header value as typed (seed ${seed})`, () => {
  const values = hasGo ? readWithGo() : confs.map(({ conf, key }) => goQuery(conf).get(key));
  expect(values).toEqual(typed);
}, 120_000);

test("the port of Go's rules fails where Go does", () => {
  for (const query of ["a=b;c", "a=%zz", "a=%", "a=\n"]) expect(() => goQuery(`https://h.example?${query}`)).toThrow();
  expect(goQuery("https://h.example?a=b+c&a=d#e").get("a")).toBe("b c");
});

function readWithGo(): unknown {
  const folder = mkdtempSync(path.join(tmpdir(), "headgate-go-"));
  try {
    writeFileSync(path.join(folder, "main.go"), goProgram);
    const input = JSON.stringify(confs);
    return JSON.parse(execFileSync("go", ["run", path.join(folder, "main.go")], { input, encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const goProgram = `package main

import (
	"encoding/json"
	"net/url"
	"os"
)

func main() {
	var items []struct{ Conf, Key string }
	if err := json.NewDecoder(os.Stdin).Decode(&items); err != nil {
		panic(err)
	}
	values := []string{}
	for _, item := range items {
		parsed, err := url.Parse(item.Conf)
		if err != nil {
			panic(err)
		}
		query, err := url.ParseQuery(parsed.RawQuery)
		if err != nil {
			panic(err)
		}
		values = append(values, query.Get(item.Key))
	}
	json.NewEncoder(os.Stdout).Encode(values)
}
`;
