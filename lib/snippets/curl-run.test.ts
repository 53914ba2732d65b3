import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { type CurlOptions, curlFor, curlForCreate, curlForUpdate } from "./curl.ts";
import { requestOf } from "./job-request.ts";
import { hasProgram } from "./testing/random-texts.ts";

const shells = ["dash", "bash"];
const modes = ["variables", "inline"] as const;
const live: CurlOptions = {
  apiBase: "https://api.cloudflare.com/client/v4",
  auth: "token",
  secrets: "variables",
  isLive: true,
};
const scopeId = "023e105f4ecef8ad9ca31a8372d0c353";
const ref = { scopeKind: "zones" as const, scopeId, jobId: 7 };

describe("with the real curl", () => {
  const received: { method?: string; url?: string; headers: NodeJS.Dict<string | string[]>; body: unknown }[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const text = Buffer.concat(chunks).toString();
      received.push({ method, url, headers, body: text === "" ? undefined : JSON.parse(text) });
      response.writeHead(status).end('{"success":true}');
    });
  });
  let local: CurlOptions = { ...live, isLive: false };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    local = { ...local, apiBase: `http://127.0.0.1:${port}/emulator/client/v4`, demoToken: "demo-token" };
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    received.length = 0;
    status = 200;
  });

  test.each(shells.flatMap((shell) => modes.map((secrets) => ({ shell, secrets }))))(
    "$shell, $secrets",
    async (run) => {
      const values = exampleValues({
        name: 'it\'s $(id) `id` "é" @file *',
        query: [
          header("Authorization", "Basic a+b/c==';$HOME`id`!"),
          param("api_key", "@/etc/passwd"),
          param("t[1-3]", "{a,b}"),
        ],
      });
      expect(await execute(run.shell, curlForCreate({ ...local, secrets: run.secrets, values }))).toBe(0);
      expect(received).toMatchObject([
        {
          method: "POST",
          url: `/emulator/client/v4/zones/${scopeId}/logpush/jobs`,
          headers: { authorization: "Bearer demo-token", "content-type": "application/json" },
          body: toCreateBody(values),
        },
      ]);
    },
  );

  test("key and email are sent as headers", async () => {
    expect(await execute("dash", curlForCreate({ ...local, auth: "key", values: exampleValues() }))).toBe(0);
    expect(received[0]?.headers).toMatchObject({ "x-auth-email": "demo@example.com", "x-auth-key": "demo-token" });
  });

  test("a refusal makes the command fail", async () => {
    status = 400;
    expect(await execute("dash", curlForCreate({ ...local, values: exampleValues() }))).toBe(22);
  });

  test("a live command uses https only", async () => {
    const values = exampleValues();
    expect(await execute("dash", curlForCreate({ ...local, isLive: true, values }))).toBe(1);
    expect(received).toEqual([]);
  });

  const kept = exampleValues({
    isEndpointKept: true,
    endpoint: `https://h.example/in/${mask}`,
    query: [{ ...header("X-Key", ""), saved: 0 }, header("X-New", "typed here"), { ...param("tags", ""), saved: 2 }],
  });
  const updated = {
    enabled: false,
    destination_conf: "https://h.example/in/aaa?header_X-Key=b%20b&header_X-New=typed%20here&tags=c:c,c",
  };

  test("an update asks for the kept values, and sends only what changed", async () => {
    const snippet = curlForUpdate({
      ...local,
      values: kept,
      ref,
      body: { enabled: false, destination_conf: "masked" },
    });
    expect(snippet.match(/read -rs \w+/g)).toEqual([
      "read -rs LOGPUSH_PATH",
      "read -rs LOGPUSH_X_KEY",
      "read -rs LOGPUSH_TAGS",
    ]);
    expect(await execute("bash", snippet, "aaa\nb%20b\nc:c,c\n")).toBe(0);
    expect(received).toMatchObject([
      { method: "PUT", url: `/emulator/client/v4/zones/${scopeId}/logpush/jobs/7`, body: updated },
    ]);
  });

  test("pasted whole, the prompts do not consume the command", async () => {
    const snippet = curlForUpdate({
      ...local,
      values: kept,
      ref,
      body: { enabled: false, destination_conf: "masked" },
    });
    expect(await execute("bash", undefined, `${snippet}\naaa\nb%20b\nc:c,c\n`)).toBe(0);
    expect(received).toMatchObject([{ body: updated }]);
  });

  const stored = { job: { id: 7, enabled: true, destination_conf: "masked" } };
  const requests = [
    { action: "switch" as const, method: "PUT", path: "jobs/7", body: { enabled: false } },
    { action: "delete" as const, method: "DELETE", path: "jobs/7", body: undefined },
    {
      action: "validate" as const,
      method: "POST",
      path: "validate/destination",
      body: { destination_conf: updated.destination_conf },
    },
  ];

  test.each(
    [...shells, ...(hasProgram("fish") ? ["fish"] : [])].flatMap((shell) =>
      requests.map((each) => ({ shell, ...each })),
    ),
  )("$shell: $action", async ({ shell, action, method, path, body }) => {
    const asks = action === "validate";
    // dash cannot prompt without showing what is typed.
    const values = asks && shell === "dash" ? { ...kept, query: [], isEndpointKept: false } : kept;
    const request = requestOf(action, values, { ref, stored });
    if (!request) throw new Error("nothing to send");
    const command = curlFor(request, { ...local, shell: shell === "fish" ? "fish" : "posix" });
    expect(await execute(shell, command, asks ? "aaa\nb%20b\nc:c,c\n" : "")).toBe(0);
    const expected = asks && shell === "dash" ? { destination_conf: kept.endpoint } : body;
    const url = `/emulator/client/v4/zones/${scopeId}/logpush/${path}`;
    expect(received).toMatchObject([{ method, url, body: expected }]);
    expect(received[0]?.headers["content-type"]).toBe(body ? "application/json" : undefined);
  });

  test("an update without a destination asks for nothing", async () => {
    const snippet = curlForUpdate({
      ...local,
      values: kept,
      ref,
      body: { output_options: { batch_prefix: "[", empty: {} } },
    });
    expect(await execute("dash", snippet)).toBe(0);
    expect(received).toMatchObject([{ body: { output_options: { batch_prefix: "[", empty: {} } } }]);
  });
});

/** The exit status of a script given with `-c`, or on standard input. */
function execute(shell: string, script: string | undefined, input = ""): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(shell, script === undefined ? [] : ["-c", script], { stdio: ["pipe", "ignore", "ignore"] });
    child.on("error", reject);
    child.on("close", resolve);
    child.stdin.end(input);
  });
}
