import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { withEmulator, ZONE_JOBS } from "../test-kit.ts";
import { type Answer, readAnswer } from "./answers.ts";
import type { PostedRequest } from "./received-request.ts";
import { createReceiver } from "./receiver.ts";

const { signal } = new AbortController();

function posted(changes: Partial<PostedRequest> = {}): PostedRequest {
  const host = "receiver.headgate.test";
  return { host, port: 443, target: "/", headers: [], body: gzipSync("{}\n"), records: 1, kind: "batch", ...changes };
}

const receiver = () => createReceiver({ now: () => 0, hangMs: 20 });

const json: [string, string] = ["content-type", "application/json; charset=utf-8"];
const auth: [string, string] = ["Authorization", "Basic eDp5"];

const answers: [Answer, Partial<PostedRequest>, number | null, RegExp][] = [
  ["ok", {}, 200, /success/],
  ["require-auth", {}, 401, /missing Authorization header/],
  ["require-auth", { headers: [auth] }, 200, /success/],
  ["unauthorized", { headers: [auth] }, 401, /incorrect/],
  ["require-json", {}, 415, /expecting application\/json/],
  ["require-json", { headers: [["Content-Type", "application/x-ndjson"]] }, 415, /expecting/],
  ["require-json", { headers: [json] }, 200, /success/],
  ["unsupported", { headers: [json] }, 415, /unsupported media type/],
  ["rate-limit", {}, 429, /too many/],
  ["error", {}, 500, /^Internal Server Error$/],
  ["slow", {}, 200, /success/],
  ["hang", {}, null, /Client\.Timeout/],
  ["no-gzip", {}, 400, /invalid character/],
  ["no-gzip", { body: Buffer.from("{}") }, 200, /success/],
];

test.each(answers)("%s, to %o: %s", async (answer, request, status, text) => {
  const { post, setAnswer, list } = receiver();
  setAnswer(answer);
  const reply = await post(posted(request), signal);
  expect(reply?.status).toBe(status);
  expect(reply && "body" in reply ? reply.body : reply?.detail).toMatch(text);
  expect(list()).toMatchObject([{ status: status ?? 0 }]);
});

test("answers have a media type and say when to retry", async () => {
  const { post, setAnswer, list } = receiver();
  setAnswer("rate-limit");
  expect(await post(posted(), signal)).toMatchObject({
    contentType: "application/json",
    headers: expect.arrayContaining([["Retry-After", "30"]]),
  });
  expect(list()[0]?.answer).toMatchObject({ body: '{"error":"too many requests"}', isSlow: false });
});

test("a slow answer takes more than half of the sender's timeout, and a stop ends the wait", async () => {
  const { post, setAnswer } = createReceiver({ now: () => 0, hangMs: 1e9 });
  setAnswer("slow");
  const controller = new AbortController();
  const replying = post(posted(), controller.signal);
  controller.abort();
  expect(await replying).toEqual({ status: null, detail: "context canceled" });
});

test("paths with their own behavior, and all below /seed/, do not get the selected answer", async () => {
  const { post, setAnswer } = receiver();
  setAnswer("error");
  for (const [target, status] of [
    ["/seed/ok", 200],
    ["/seed/anything?x=1", 200],
    ["/status/204", 204],
    ["/require-json", 415],
    ["/lab", 500],
    ["/", 500],
    ["/lab/seed/ok", 500],
  ] as const) {
    expect((await post(posted({ target }), signal))?.status, target).toBe(status);
  }
});

test("accepts only its own hosts", async () => {
  const { post, list } = receiver();
  expect(post(posted({ host: "logs.example.org.evil.com" }), signal)).toBeUndefined();
  expect(await post(posted({ host: "nowhere.invalid" }), signal)).toMatchObject({ status: null });
  expect(list()).toEqual([]);
});

test.each([
  ["gzip", gzipSync("läßt"), "läßt", 6],
  ["none", Buffer.from('{"a":1}'), '{"a":1}', 7],
  ["broken-gzip", gzipSync("cut off").subarray(0, 12), expect.any(String), 12],
])("a body that is %s is stored as what it is", async (encoding, body, text, textBytes) => {
  const { post, list } = receiver();
  await post(posted({ body, kind: "alert" }), signal);
  expect(list()).toMatchObject([{ encoding, body: text, textBytes, compressedBytes: body.length, kind: "alert" }]);
});

test("large bodies are truncated, and old ones are dropped when all together are too large", async () => {
  const { post, list } = receiver();
  const body = gzipSync("x".repeat(1_500_000));
  for (let index = 0; index < 40; index += 1) await post(posted({ body, target: `/${index}x` }), signal);
  expect(list()[0]).toMatchObject({ bodyTruncated: true, textBytes: 1_500_000, target: "/39x" });
  expect(list().map(({ body: { length } }) => length)).toEqual(Array.from({ length: 32 }, () => 1_000_000));
});

test("listeners are notified of arrivals, of a new answer and of clearing, until they unsubscribe", async () => {
  const { post, setAnswer, clear, subscribe } = receiver();
  const heard: (string | undefined)[] = [];
  const leave = subscribe((arrived) => heard.push(arrived?.target));
  await post(posted({ target: "/lab" }), signal);
  setAnswer("hang");
  clear();
  expect(heard).toEqual(["/lab", undefined, undefined]);
  leave();
  clear();
  expect(heard).toHaveLength(3);
});

test.each(["constructor", "toString", "", 200, undefined])("%j is not the name of an answer", (name) => {
  expect(readAnswer(name)).toBeUndefined();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a changed answer makes a job fail, and fixing what it asks for repairs the job", () =>
  withEmulator(
    async ({ api, emulator }) => {
      vi.stubEnv("HEADGATE_EMULATOR_FAULTS", "1");
      const conf = "https://receiver.headgate.test/";
      const { result } = await api("POST", ZONE_JOBS, { destination_conf: conf, enabled: true });
      const round = async () => {
        await api("POST", "/__emulator/tick");
        return (await api("GET", `${ZONE_JOBS}/${result.id}`)).result.error_message;
      };
      expect(await round()).toBeNull();
      await api("PUT", "/__emulator/answer", { answer: "require-json" });
      expect(emulator.receiver.answer()).toBe("require-json");
      expect(await round()).toMatch(/^error 415: error pushing: .* expecting application\/json/);
      const update = { destination_conf: `${conf}?header_Content-Type=application%2Fjson` };
      expect((await api("PUT", `${ZONE_JOBS}/${result.id}`, update)).status).toBe(200);
      expect(await round()).toBeNull();
      expect((await api("PUT", "/__emulator/answer", { answer: "nonsense" })).status).toBe(400);
    },
    { timeouts: { idleMs: 50 } },
  ));
