import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { exampleValues, header } from "#lib/logpush/testing/form-values.ts";
import { curlFor } from "./curl.ts";
import { goFor } from "./go.ts";
import type { JobRequest } from "./job-request.ts";
import { powerShellFor } from "./powershell.ts";
import { pythonFor } from "./python.ts";
import type { SnippetOptions } from "./snippet.ts";
import { terraformFor } from "./terraform.ts";
import { hasProgram, seed } from "./testing/random-texts.ts";
import { createSamples, requestFor, sampleOptions, savedSamples } from "./testing/samples.ts";
import { typeScriptFor } from "./typescript.ts";

type Writer = (request: JobRequest, options: SnippetOptions) => string;

const programs: Record<string, Writer> = {
  TypeScript: typeScriptFor,
  Python: pythonFor,
  Go: goFor,
  PowerShell: powerShellFor,
};
const writers: Record<string, Writer> = {
  ...programs,
  curl: curlFor,
  fish: (request, options) => curlFor(request, { ...options, shell: "fish" }),
};
const live: SnippetOptions = { ...sampleOptions, apiBase: "https://api.cloudflare.com/client/v4", isLive: true };
const secret = "canary-secret";
const values = exampleValues({ query: [header("Authorization", secret)] });

describe.each(Object.entries(programs))("%s", (_, write) => {
  const request = requestFor("create", values);

  test("reads secrets from the environment", () => {
    const code = write(request, live);
    expect(code).not.toContain(secret);
    expect(code).toContain("LOGPUSH_AUTHORIZATION");
    expect(code).toContain("CLOUDFLARE_API_TOKEN");
    expect(write(request, { ...live, auth: "key" })).toMatch(/CLOUDFLARE_EMAIL[\s\S]*CLOUDFLARE_API_KEY/);
  });

  test("contains them on request", () => {
    const code = write(request, { ...live, secrets: "inline" });
    expect(code).toContain(secret);
    expect(code).not.toContain("LOGPUSH_");
  });

  test("runs unchanged on the emulator, and never contains its token elsewhere", () => {
    expect(write(request, sampleOptions)).toContain("demo-token");
    expect(write(request, sampleOptions)).toContain(sampleOptions.apiBase);
    expect(write(request, { ...sampleOptions, auth: "key" })).toMatch(/demo@example\.com[\s\S]*demo-token/);
    expect(write(request, live)).not.toContain("demo");
  });
});

test("Terraform has no value of a variable", () => {
  const code = terraformFor({ values }, { secrets: "variables", version: "v5" });
  expect(code).not.toContain(secret);
  expect(terraformFor({ values }, { secrets: "inline", version: "v5" })).toContain(secret);
});

describe.each(Object.entries(writers))("%s", (_, write) => {
  test("contains no mask in place of a saved value", () => {
    for (const { request } of savedSamples()) expect(write(request, live)).not.toContain("•");
  });

  test(`hides no character (seed ${seed})`, () => {
    for (const { request } of createSamples(100)) {
      for (const secrets of ["variables", "inline"] as const) {
        expect(write(request, { ...live, secrets })).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Surrogate}/u);
      }
    }
  });
});

// gofmt comes with Go.
test.skipIf(!hasProgram("go", "version"))("gofmt has nothing to change", () => {
  const codes = [...createSamples(3).slice(0, 3), ...savedSamples()].flatMap(({ request }) => [
    goFor(request, live),
    goFor(request, { ...sampleOptions, auth: "key" }),
  ]);
  for (const code of codes) {
    const { stdout, stderr } = spawnSync("gofmt", ["-d", "-e"], { input: code, encoding: "utf8" });
    expect([stdout, stderr]).toEqual(["", ""]);
  }
});
