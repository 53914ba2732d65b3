import { expect, test } from "vitest";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { curlForCreate } from "./curl.ts";
import { codeParts, markSecrets, maskMarks } from "./masked-values.ts";

const options = { apiBase: "https://api", auth: "token", isLive: true } as const;

function shown(values = exampleValues(), secrets: "variables" | "inline" = "inline"): string {
  return maskMarks(curlForCreate({ ...options, secrets, values: markSecrets(values) ?? values }));
}

test("typed secrets give way to the mask, behind the scheme of a credential", () => {
  const values = exampleValues({
    endpoint: "https://h.example.com/in",
    query: [
      { kind: "header", name: "Authorization", value: "Bearer t0ps3cret" },
      { kind: "header", name: "Content-Type", value: "application/json" },
      { kind: "param", name: "api_key", value: "t0ps3cret" },
      { kind: "param", name: "tags", value: "a:b" },
    ],
  });
  expect(shown(values)).toContain(
    "https://h.example.com/in?header_Authorization=Bearer%20••••••••&header_Content-Type=application%2Fjson&api_key=••••••••&tags=a:b",
  );
  expect(shown(values, "variables")).toContain("LOGPUSH_AUTHORIZATION='Bearer%20••••••••'");
  expect(shown(values, "variables")).not.toContain("t0ps3cret");
});

test("a pair that is as it was read keeps its spelling, and a bare one is hidden as a whole", () => {
  const values = exampleValues({
    endpoint: "https://h.example.com/services/T0AB12CD34/xyzXYZ123456789",
    query: [
      { kind: "header", name: "X-Key", value: "a~b", raw: "%68eader_X-Key=a~b" },
      { kind: "param", name: "s3cr3t", value: "", raw: "s3cr3t" },
    ],
  });
  const text = shown(values);
  expect(text).toContain("?%68eader_X-Key=••••••••&••••••••");
  expect(text).not.toMatch(/a~b|s3cr3t|xyzXYZ123456789/);
});

test("without a typed secret there is nothing to mark", () => {
  expect(markSecrets(exampleValues({ query: [{ kind: "header", name: "Authorization", value: "x", saved: 0 }] }))).toBe(
    undefined,
  );
  expect(markSecrets(exampleValues({ query: [{ kind: "param", name: "tags", value: "a" }] }))).toBe(undefined);
});

test("the shown code next to the exact one", () => {
  const values = exampleValues({
    query: [
      { kind: "header", name: "X-One", value: "a b" },
      { kind: "header", name: "X-Two", value: "c" },
    ],
  });
  for (const secrets of ["variables", "inline"] as const) {
    const write = (written = values) => curlForCreate({ ...options, secrets, values: written });
    const marked = write(markSecrets(values));
    const parts = codeParts(marked, write()) ?? [];
    expect(parts.map(({ text }) => text).join("")).toBe(write());
    expect(parts.map((part) => part.shown).join("")).toBe(maskMarks(marked));
    expect(parts.filter(({ text, shown }) => text !== shown).map(({ text }) => text)).toEqual(["a%20b", "c"]);
  }
  expect(codeParts("another", "code")).toBeUndefined();
});
