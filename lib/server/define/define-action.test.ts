import { beforeEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { defineAction } from "./define-action.ts";
import { defineUseCase } from "./use-case.ts";

const received = vi.hoisted(() => ({
  headers: new Headers(),
  caller: { id: "x", name: "x", role: "admin" },
  revalidated: [] as unknown[][],
  lines: [] as string[],
}));
vi.mock("next/headers", () => ({ headers: async () => received.headers }));
vi.mock("next/cache", () => ({ revalidatePath: (...args: unknown[]) => received.revalidated.push(args) }));
vi.mock("../context/context.ts", () => ({
  getContext: (caller: unknown, requestId: unknown) => ({ caller, requestId, calls: "of a person" }),
  inBackground: (context: object) => ({ ...context, calls: "in the background" }),
}));
vi.mock("../env/env.ts", () => ({ readEnv: () => ({ site: { port: 3000 } }) }));
vi.mock("../auth/gate.ts", () => ({
  getGate: () => ({ recognize: async () => ({ ok: true, caller: received.caller }) }),
}));

const own = { host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
const input = z.object({ values: z.object({ rows: z.array(z.object({ name: z.string() })) }) });

beforeEach(() => {
  received.headers = new Headers(own);
  received.caller = { id: "x", name: "x", role: "admin" };
  received.revalidated = [];
  received.lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    received.lines.push(String(line));
    return true;
  });
});

function action(useCase: () => Promise<string>) {
  return defineAction(defineUseCase({ name: "test", role: "admin", input, isWrite: true, formKey: "values" }, useCase));
}

/** Calls it with any input, as a stranger could. */
function unchecked(call: ReturnType<typeof action>): (input: unknown) => ReturnType<typeof call> {
  return (input) => Reflect.apply(call, undefined, [input]);
}

const valid = { values: { rows: [{ name: "canary-name" }] } };

test("a good request runs the use case and marks pages as out of date", async () => {
  expect(await action(async () => "done")(valid)).toEqual({ ok: true, value: "done" });
  expect(received.revalidated).toEqual([["/", "layout"]]);
});

const ranks = ["viewer", "operator", "admin"] as const;
const pairs = ranks.flatMap((asked, place) => ranks.map((role, rank) => ({ asked, role, isAllowed: rank >= place })));

test.each(pairs)("an action for $asked, called by $role: allowed is $isAllowed", async ({ asked, role, isAllowed }) => {
  received.caller = { id: role, name: role, role };
  const useCase = vi.fn(async () => "done");
  const call = defineAction(defineUseCase({ name: "test", role: asked, input: z.unknown() }, useCase))({});
  if (isAllowed) expect(await call).toEqual({ ok: true, value: "done" });
  else await expect(call).rejects.toMatchObject({ digest: "E_ROLE" });
  expect(useCase).toHaveBeenCalledTimes(isAllowed ? 1 : 0);
});

test.each([
  [undefined, "of a person"],
  [false, "of a person"],
  [true, "in the background"],
])("with isBackground %s, the use case gets the caller and calls %s", async (isBackground, calls) => {
  const useCase = vi.fn(async (_context: unknown, _input: unknown) => "done");
  const given = { a: 1, b: 2 };
  await defineAction(
    defineUseCase({ name: "test", role: "viewer", input: z.object({ a: z.number() }), isBackground }, useCase),
  )(given);
  const context = { caller: received.caller, requestId: expect.any(String), calls };
  expect(useCase.mock.calls).toEqual([[context, { a: 1 }]]);
});

test.each([
  ["E_UNKNOWN_OUTCOME", true],
  ["E_AMBIGUOUS", true],
  ["E_CONFLICT", true],
  ["E_NOT_FOUND", false],
  ["E_QUOTA", false],
  ["E_RATE_LIMIT", false],
] as const)("a write that fails with %s marks pages as out of date: %s", async (code, isStale) => {
  const fail = async () => {
    throw new AppException(describedError(code));
  };
  await action(fail)(valid);
  expect(received.revalidated).toEqual(isStale ? [["/", "layout"]] : []);
  await defineAction(defineUseCase({ name: "test", role: "admin", input }, fail))(valid);
  expect(received.revalidated).toHaveLength(isStale ? 1 : 0);
});

test("a read leaves pages as they are", async () => {
  await defineAction(defineUseCase({ name: "test", role: "viewer", input }, async () => "done"))(valid);
  await defineAction(defineUseCase({ name: "test", role: "viewer", input, isWrite: false }, async () => "done"))(valid);
  expect(received.revalidated).toEqual([]);
});

test("a refused call of a write leaves pages as they are", async () => {
  received.caller = { id: "viewer", name: "viewer", role: "viewer" };
  await expect(action(async () => "done")(valid)).rejects.toMatchObject({ digest: "E_ROLE" });
  expect(received.revalidated).toEqual([]);
});

test.each([
  ["no Origin", { host: own.host }],
  ["a foreign Origin", { ...own, origin: "https://evil.example" }],
  ["a rebound Host", { ...own, host: "evil.example:3000", origin: "http://evil.example:3000" }],
])("%s: refused before the input is checked", async (_title, headers) => {
  received.headers = new Headers(headers);
  const useCase = vi.fn(async () => "done");
  await expect(unchecked(action(useCase))("anything")).rejects.toMatchObject({ digest: "E_FORBIDDEN_ORIGIN" });
  expect(useCase).not.toHaveBeenCalled();
});

test.each([
  ["wrong type deep inside", { values: { rows: [{ name: 1 }] } }, { "rows.0.name": expect.any(String) }],
  ["outside the form", { value: 1 }, expect.objectContaining({ "": expect.any(String) })],
  ["nothing", undefined, { "": expect.any(String) }],
])("%s: E_INPUT with the field's path", async (_title, value, fieldErrors) => {
  const result = await unchecked(action(async () => "done"))(value);
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
  expect(received.revalidated).toEqual([]);
});

test("an unexpected failure reveals no details, neither in the answer nor in the log", async () => {
  const result = await action(async () => {
    throw new TypeError("canary-message with a secret");
  })(valid);
  expect(result).toMatchObject({ ok: false, error: { code: "E_INTERNAL", requestId: expect.any(String) } });
  expect(JSON.stringify(result) + received.lines.join("")).not.toContain("canary");
});
