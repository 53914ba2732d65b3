import { request as httpRequest } from "node:http";
import { actionHeaders, findBuiltAction } from "../scripts/built-actions.ts";
import { residentMb } from "../scripts/resident-mb.mjs";
import { startApp, withApp } from "../scripts/serve.mjs";
import { apiCreateJob, apiJob, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

type Sent = { path: string; headers: Record<string, string | undefined>; body?: string };
type Answered = { status: number; text: string };

/** A POST with exactly these headers, including Host and Origin, which a browser or `fetch` would not allow. */
function post(baseURL: string | undefined, { path, headers, body = "" }: Sent): Promise<Answered> {
  const { hostname, port } = new URL(baseURL ?? "");
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const sending = httpRequest({ hostname, port, path, method: "POST", headers: given }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

/** Each Origin with each Host and each Sec-Fetch-Site. */
function combinations(baseURL: string) {
  const { host, port } = new URL(baseURL);
  const origins = {
    own: baseURL,
    absent: undefined,
    opaque: "null",
    foreign: "https://evil.example",
    malformed: `${baseURL} https://evil.example`,
    "in capitals": baseURL.toUpperCase(),
    "of another port": `http://127.0.0.1:${Number(port) + 1}`,
    "of a rebound name": `http://rebound.example:${port}`,
  };
  const hosts = { own: host, rebound: `rebound.example:${port}` };
  const sites = { "same-origin": "same-origin", "cross-site": "cross-site" };
  return Object.entries(origins).flatMap(([originName, origin]) =>
    Object.entries(hosts).flatMap(([hostName, hostHeader]) =>
      Object.entries(sites).map(([siteName, site]) => ({
        title: `Origin ${originName}, Host ${hostName}, ${siteName}`,
        isOwn: originName === "own" && hostName === "own" && siteName === "same-origin",
        headers: { origin, host: hostHeader, "sec-fetch-site": site },
      })),
    ),
  );
}

test("of 32 combinations of Origin, Host and Sec-Fetch-Site only this server's page may act", async ({
  baseURL: given,
}) => {
  const baseURL = given ?? "";
  const job = await apiCreateJob(baseURL, {
    name: "foreign-requests",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/foreign",
    enabled: false,
  });
  const ref = { scopeKind: "zones", scopeId: await zoneId(baseURL), jobId: job.id };
  const cases = combinations(baseURL);
  expect(cases).toHaveLength(32);
  for (const { title, isOwn, headers } of cases) {
    const body = JSON.stringify([{ ref, enabled: true }]);
    const acted = await post(baseURL, {
      path: "/",
      headers: { ...actionHeaders(findBuiltAction("setJobEnabled")), ...headers },
      body,
    });
    const { enabled } = await apiJob(baseURL, job);
    expect({ enabled, isRefused: acted.status >= 400 }, title).toEqual({ enabled: isOwn, isRefused: !isOwn });
    for (const path of ["/deliveries/test", "/session", "/session/end"]) {
      const answered = await post(baseURL, {
        path,
        headers: { "content-type": "application/json", ...headers },
        body: "{}",
      });
      expect([403, 421].includes(answered.status), `${path}: ${title}: ${answered.status}`).toBe(!isOwn);
    }
    if (isOwn)
      await post(baseURL, {
        path: "/",
        headers: { ...actionHeaders(findBuiltAction("setJobEnabled")), ...headers },
        body: body.replace("true", "false"),
      });
  }
});

test("bodies that are too large, too deep or of another kind are refused without a stack in the log", async () => {
  const app = await startApp({ HEADGATE_ALERTS: "off" });
  try {
    await refuseHostile(app.origin);
    // The warning about an action that this build does not have comes from Next.
    const lines = app.output().split("\n");
    expect(lines.filter((line: string) => /malformed server action/.test(line))).toHaveLength(13);
    expect(lines.filter((line: string) => /^\s+at |Error/.test(line) || line.length > 300)).toEqual([]);
  } finally {
    await app.stop();
  }
});

async function refuseHostile(baseURL: string) {
  const own = { origin: baseURL, host: new URL(baseURL).host, "sec-fetch-site": "same-origin" };
  const action = { ...actionHeaders(findBuiltAction("readFields")), ...own };
  const form = { ...action, "content-type": "multipart/form-data; boundary=b" };
  const field = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const fields = (count: number) => Array.from({ length: count }, (_, index) => field(`1_${index}`, "x")).join("");
  const nested = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
  const chain = Array.from({ length: 2000 }, (_, index) => field(`${index}`, `["$${(index + 1).toString(16)}"]`)).join(
    "",
  );
  const unknown = "0".repeat(42);
  const hostile: [status: number, title: string, sent: Omit<Sent, "path">][] = [
    [413, "257 kB", { headers: action, body: JSON.stringify([{ scope: "x".repeat(257 * 1024) }]) }],
    [413, "10,000 fields", { headers: form, body: `${fields(10_000)}--b--\r\n` }],
    [400, "3,000 fields", { headers: form, body: `${fields(3000)}--b--\r\n` }],
    [400, "fields that point at each other", { headers: form, body: `${chain}--b--\r\n` }],
    [400, "a hundred thousand brackets", { headers: action, body: nested(100_000) }],
    [400, "another kind", { headers: { ...action, "content-type": "application/xml" }, body: "<a/>" }],
    [400, "no JSON", { headers: action, body: "[{" }],
    [400, "no body", { headers: action }],
    [400, "no list", { headers: action, body: "{}" }],
    [400, "a part that is missing", { headers: action, body: '["$1"]' }],
    [400, "a cut form", { headers: form, body: field("0", "[]") }],
    [400, "a form without a boundary", { headers: { ...form, "content-type": "multipart/form-data" }, body: "x" }],
    [400, "a form that no action takes", { headers: { ...form, "next-action": undefined }, body: field("0", "[]") }],
    [400, "JSON", { headers: { ...action, "content-type": "application/json" }, body: "[]" }],
    [403, "a malformed Origin", { headers: { ...action, origin: "::" }, body: "[]" }],
    [200, "a prototype", { headers: action, body: '[{"__proto__":{"scope":"zones"},"constructor":{"prototype":{}}}]' }],
    [409, "an unknown action", { headers: { ...action, "next-action": unknown }, body: "[]" }],
    [400, "an action that is none", { headers: { ...action, "next-action": "../../etc/passwd" }, body: "[]" }],
  ];
  for (const [expected, title, sent] of hostile) {
    const { status, text } = await post(baseURL, { path: "/", ...sent });
    expect(status, title).toBe(expected);
    // A refusal by the action is an answer with its code. Nothing else is a success.
    expect(status >= 400 || text.includes('"E_INPUT"'), `${title}: ${status}`).toBe(true);
    expect(text, title).not.toMatch(/node_modules|at \w+ \(/);
    expect((await fetch(`${baseURL}/healthz`)).status, title).toBe(200);
  }
}

test("a form that is too large says so, and keeps the typed text", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/too-large");
  await page.getByText("More settings", { exact: true }).click();
  const other = page.getByLabel("Other settings (JSON)");
  const text = JSON.stringify({ note: "n".repeat(270_000) });
  await other.fill(text);
  await jobForm.submit.click();
  await expect(page.getByRole("alert").filter({ hasText: "exceeds 256 kB" })).toBeVisible();
  await expect(other).toHaveValue(text);
});

test("64 strangers with endless bodies neither fill the memory nor block others", async () => {
  await withApp(async (origin: string, pid: number) => {
    const { hostname, port, host } = new URL(origin);
    await fetch(origin);
    const before = residentMb(pid);
    const headers = { "content-type": "application/json", host, origin: "https://evil.example" };
    const senders = Array.from({ length: 64 }, () =>
      httpRequest({ hostname, port, path: "/session", method: "POST", headers }).on("error", () => undefined),
    );
    const megabyte = Buffer.alloc(1e6, "x");
    for (const sender of senders) for (let sent = 0; sent < 9; sent += 1) sender.write(megabyte);
    const taken = () =>
      senders.reduce((sum, { socket }) => sum + (socket?.bytesWritten ?? 0) - (socket?.writableLength ?? 0), 0);
    await expect.poll(taken, { timeout: 30_000 }).toBeGreaterThan(64 * 9e6);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect(residentMb(pid) - before).toBeLessThan(250);
    for (const sender of senders) sender.destroy();
  });
});
