import { expect, test } from "vitest";
import { contextOf } from "../testing/test-context.ts";
import { createTokenProof } from "./token-proof.ts";

const envelope = (result: unknown) => Response.json({ success: true, errors: [], messages: [], result });
const refusal = (status: number, code: number) => () =>
  Response.json({ success: false, errors: [{ code, message: "no" }], messages: [], result: null }, { status });
const zone = { id: "0".repeat(32), name: "example.com" };

function proofOf(answer: (path: string) => Response) {
  const clock = { ms: 0 };
  let calls = 0;
  let running = 0;
  let most = 0;
  const { context } = contextOf(async (input) => {
    calls += 1;
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running -= 1;
    return answer(new URL(String(input)).pathname.replace("/client/v4", ""));
  });
  const prove = createTokenProof({ now: () => clock.ms, upstreamOf: () => context.upstream });
  return { clock, prove, calls: () => calls, most: () => most };
}

const token = "t".repeat(40);
const refusedWith = (code: string) => ({ error: { code } });

test.each([
  "",
  "short",
  "with a blank in the middle of it",
  "ä".repeat(40),
  "x".repeat(1001),
  '{"token": "abc"}........',
])("%j is not a token, and costs no call", async (text) => {
  const { prove, calls } = proofOf(() => envelope([zone]));
  await expect(prove(text)).rejects.toMatchObject(refusedWith("E_TOKEN_REFUSED"));
  expect(calls()).toBe(0);
});

test.each([
  ["invalid", refusal(401, 1000), 2, "E_TOKEN_REFUSED"],
  ["without any permission", refusal(403, 9109), 2, "E_TOKEN_REFUSED"],
  ["that sees nothing", () => envelope([]), 2, "E_TOKEN_BLIND"],
])("a token %s costs few calls, and none again for a minute", async (_name, answer, atMost, code) => {
  const { clock, prove, calls } = proofOf(answer);
  for (let tries = 0; tries < 20; tries += 1) await expect(prove(token)).rejects.toMatchObject(refusedWith(code));
  expect(calls()).toBeLessThanOrEqual(atMost);
  clock.ms = 60_000;
  const before = calls();
  await expect(prove(token)).rejects.toMatchObject(refusedWith(code));
  expect(calls()).toBeGreaterThan(before);
});

test("a token that sees zones or accounts is accepted, and identified by a digest", async () => {
  for (const kind of ["/zones", "/accounts"]) {
    const { prove } = proofOf((path) => (path === kind ? envelope([zone]) : refusal(403, 9109)()));
    expect(await prove(token)).toEqual({
      id: expect.stringMatching(/^token:[0-9a-f]{12}$/),
      name: expect.stringMatching(/^API token [0-9a-f]{12}$/),
      role: "admin",
    });
  }
});

test("a failure of the API is not a refusal, and is not remembered", async () => {
  let isDown = true;
  const { prove } = proofOf(() => (isDown ? refusal(404, 7003)() : envelope([zone])));
  await expect(prove(token)).rejects.toMatchObject({ error: { code: expect.not.stringMatching(/^E_TOKEN/) } });
  isDown = false;
  await expect(prove(token)).resolves.toMatchObject({ role: "admin" });
});

test("many parallel wrong tokens are tried two at a time", async () => {
  const { prove, most } = proofOf(refusal(403, 9109));
  await Promise.allSettled(Array.from({ length: 30 }, (_, index) => prove(`${token}${index}`)));
  expect(most()).toBeLessThanOrEqual(2);
});
