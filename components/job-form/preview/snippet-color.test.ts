import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { curlFor } from "#lib/snippets/curl.ts";
import { goFor } from "#lib/snippets/go.ts";
import { createRequest } from "#lib/snippets/job-request.ts";
import { powerShellFor } from "#lib/snippets/powershell.ts";
import { pythonFor } from "#lib/snippets/python.ts";
import { terraformFor } from "#lib/snippets/terraform.ts";
import { typeScriptFor } from "#lib/snippets/typescript.ts";
import { colorCode } from "./snippet-color.ts";

test("the pieces joined are the snippet", () => {
  const ours = fc.string({ unit: fc.constantFrom(..."\"'$\\#/:= \n-a1", "\u0024{var.a}", "LOGPUSH_A", "true") });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), ours), (code) => {
      expect(
        colorCode(code)
          .map(({ text }) => text)
          .join(""),
      ).toBe(code);
    }),
    { numRuns: 2000 },
  );
});

test("a long text does not make it slow", () => {
  const code = `"${"\\".repeat(50_000)}\n${"$".repeat(50_000)}\n${"a".repeat(50_000)}\n"${" ".repeat(50_000)}`;
  expect(colorCode(code).length).toBeGreaterThan(0);
});

const request = createRequest(exampleValues());
const options = {
  apiBase: "https://api.cloudflare.com/client/v4",
  auth: "token",
  secrets: "variables",
  isLive: true,
} as const;

const tones = { variable: "text-code-param", key: "text-code-header", text: "text-code-value", word: "text-code-host" };

test.each([
  {
    language: "curl",
    code: curlFor(request, options),
    expected: {
      LOGPUSH_AUTHORIZATION: tones.variable,
      curl: tones.word,
      "-X": "text-muted",
      '"name"': tones.key,
      "'Content-Type: application/json'": tones.text,
    },
  },
  {
    language: "Terraform",
    code: terraformFor({ values: exampleValues() }, { secrets: "variables", version: "v5" }),
    expected: {
      resource: tones.word,
      "  zone_id": tones.key,
      "\u0024{var.logpush_authorization}": tones.variable,
      '"https://logs.example.com?header_Authorization=': tones.text,
      '&tags=host:theburritobot.com,dataset:http_requests"': tones.text,
      "# For version 5 of the provider cloudflare/cloudflare.": "text-muted",
    },
  },
  {
    language: "TypeScript",
    code: typeScriptFor(request, options),
    expected: {
      import: tones.word,
      "  name": tones.key,
      LOGPUSH_AUTHORIZATION: tones.variable,
      true: "text-code-text",
    },
  },
  {
    language: "Python",
    code: pythonFor(request, options),
    expected: { from: tones.word, "    name": tones.key, '"field_names"': tones.key, True: "text-code-text" },
  },
  {
    language: "Go",
    code: goFor(request, options),
    expected: { func: tones.word, '"name"': tones.key, logpushAuthorization: tones.variable, nil: "text-code-text" },
  },
  {
    language: "PowerShell",
    code: powerShellFor(request, options),
    expected: {
      "Invoke-RestMethod": tones.word,
      "-Method": "text-muted",
      "$env:LOGPUSH_AUTHORIZATION": tones.variable,
    },
  },
])("$language is colored by what its parts are", ({ code, expected }) => {
  const found = new Map(colorCode(code).map(({ text, tone }) => [text, tone]));
  for (const [text, tone] of Object.entries(expected)) expect([text, found.get(text)]).toEqual([text, tone]);
});
