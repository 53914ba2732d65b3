import { beforeEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors.ts";
import { defineAction } from "./define-action.ts";

const received = vi.hoisted(() => ({ headers: new Headers(), revalidated: 0, lines: [] as string[] }));
vi.mock("next/headers", () => ({ headers: async () => received.headers }));
vi.mock("next/cache", () => ({
  revalidatePath: () => {
    received.revalidated += 1;
  },
}));
vi.mock("./context.ts", () => ({ getContext: () => ({}) }));
vi.mock("./env.ts", () => ({ readEnv: () => ({ site: { port: 3000 }, auth: { kind: "open" } }) }));

const own = { host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
const input = z.object({ values: z.object({ rows: z.array(z.object({ name: z.string() })) }) });

beforeEach(() => {
  received.headers = new Headers(own);
  received.revalidated = 0;
  received.lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    received.lines.push(String(line));
    return true;
  });
});

function action(useCase: () => Promise<string>) {
  return defineAction({ name: "test", role: "admin", input, isWrite: true, formKey: "values" }, useCase);
}

const valid = { values: { rows: [{ name: "canary-name" }] } };

test("a good request runs the use case and marks pages as out of date", async () => {
  expect(await action(async () => "done")(valid)).toEqual({ ok: true, value: "done" });
  expect(received.revalidated).toBe(1);
});

test.each([
  ["no Origin", { host: own.host }],
  ["a foreign Origin", { ...own, origin: "https://evil.example" }],
  ["a rebound Host", { ...own, host: "evil.example:3000", origin: "http://evil.example:3000" }],
])("%s: refused before the input is looked at", async (_title, headers) => {
  received.headers = new Headers(headers);
  const useCase = vi.fn(async () => "done");
  await expect(action(useCase)("anything")).rejects.toMatchObject({ digest: "E_FORBIDDEN_ORIGIN" });
  expect(useCase).not.toHaveBeenCalled();
});

test.each([
  ["wrong type deep inside", { values: { rows: [{ name: 1 }] } }, { "rows.0.name": expect.any(String) }],
  ["outside of the form", { value: 1 }, expect.objectContaining({ "": expect.any(String) })],
  ["nothing", undefined, { "": expect.any(String) }],
])("%s: E_INPUT with the field's path", async (_title, value, fieldErrors) => {
  const result = await action(async () => "done")(value);
  expect(result).toMatchObject({ ok: false, error: { code: "E_INPUT", fieldErrors } });
});

test("an expected failure becomes a Result with the id of its log line", async () => {
  const result = await action(async () => {
    throw new AppException(describedError("E_QUOTA", { cfRay: "ray" }));
  })(valid);
  expect(result).toMatchObject({ ok: false, error: { code: "E_QUOTA", cfRay: "ray" } });
  const line: unknown = JSON.parse(received.lines.join(""));
  expect(line).toMatchObject({ action: "test", code: "E_QUOTA", cfRay: "ray" });
  expect(line).toHaveProperty("requestId", result.ok ? "" : result.error.requestId);
  expect(received.revalidated).toBe(0);
});

test("an unexpected failure tells nothing of the inside, in the answer or in the log", async () => {
  const result = await action(async () => {
    throw new TypeError("canary-message with a secret");
  })(valid);
  expect(result).toMatchObject({ ok: false, error: { code: "E_INTERNAL", requestId: expect.any(String) } });
  expect(JSON.stringify(result) + received.lines.join("")).not.toContain("canary");
});
