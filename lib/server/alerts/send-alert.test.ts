import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import fc from "fast-check";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { sendMail } from "#lib/delivery/mail.ts";
import { postDelivery } from "#lib/delivery/post.ts";
import { type Authority, createAuthority } from "#lib/delivery/testing/authority.ts";
import { alertOf, testAlert } from "#lib/logpush/alerts/alert-message.ts";
import type { HealthState } from "#lib/logpush/job/health-states.ts";
import { describeReadJob } from "../inventory/describe-read-job.ts";
import { contextOf, zoneId } from "../testing/test-context.ts";
import type { ChannelTarget } from "./channels.ts";
import { createAlertSender, type OutgoingMessage } from "./send-alert.ts";

// The four kinds of channels against real servers on this machine.

vi.mock("../env/env.ts", () => ({ readEnv: () => ({ site: { port: 1, origin: "https://headgate.example.com" } }) }));
vi.mock("../delivery/send-delivery.ts", () => ({
  deliveryPolicy: () => ({ isLoopbackAllowed: true, allowed: [] }),
  postAnywhere: vi.fn(),
}));

type Got = { path: string; headers: Record<string, string | string[] | undefined>; body: string };

let authority: Authority;
let server: Server;
let mailServer: SMTPServer;
let origin: string;
let mailPort: number;
let got: Got[];
let mails: { text: string; to: string[]; user: string | undefined }[];
let answer: { status: number; body: string };

beforeAll(async () => {
  authority = createAuthority();
  const pair = authority.issue({ names: "DNS:localhost,IP:127.0.0.1" });
  const keys = { key: readFileSync(pair.key), cert: readFileSync(pair.cert) };
  server = createServer(keys, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    got.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    response.writeHead(answer.status).end(answer.body);
  });
  mailServer = new SMTPServer({
    ...{ ...keys, logger: false },
    onAuth: ({ username, password }, _session, done) =>
      password === "right" ? done(null, { user: username }) : done(new Error("no")),
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push({ text: Buffer.concat(chunks).toString(), to: envelope.rcptTo.map(({ address }) => address), user });
        done();
      });
    },
  });
  origin = `https://127.0.0.1:${await listen(server)}`;
  mailPort = await listen(mailServer.server, (done) => mailServer.listen(0, "127.0.0.1", done));
});

async function listen(
  of: { address(): unknown },
  start = (done: () => void): unknown => server.listen(0, "127.0.0.1", done),
): Promise<number> {
  await new Promise<void>((done) => start(done));
  const address = of.address();
  return typeof address === "object" && address && "port" in address ? Number(address.port) : 0;
}

beforeEach(() => {
  got = [];
  mails = [];
  answer = { status: 200, body: "ok" };
});

afterAll(async () => {
  server.close();
  await new Promise<void>((done) => mailServer.close(done));
  authority.remove();
});

const never = new AbortController().signal;
const policy = { isLoopbackAllowed: true, allowed: [] };
const send = (target: ChannelTarget, message: OutgoingMessage) =>
  createAlertSender({
    pagerDuty: { us: `${origin}/us`, eu: `${origin}/eu` },
    post: (request) => postDelivery(request, { policy, signal: never, ca: authority.ca }),
    mail: (to, mail) => sendMail(to, mail, { policy, signal: never, ca: authority.ca }),
  })(target, message, Date.parse("2026-06-01T12:00:30Z"));

const conf = "https://logs.example.com/in?header_Authorization=Bearer%20canary-7Qz9vXw2LmT4&tags=a";

/** A message about a change of a job, as the watcher makes it. */
function messageOf(to: HealthState, name = "edge <logs> & co"): OutgoingMessage {
  const { context } = contextOf(async () => new Response());
  const job = describeReadJob(
    asReadJob({
      ...{ id: 7, name, dataset: "http_requests", enabled: true, destination_conf: conf },
      error_message: `cannot reach ${conf}`,
      last_error: "2026-06-01T11:59:00Z",
    }),
    { scope: { scopeKind: "zones", scopeId: zoneId }, scopeName: "example.com", notes: new Map(), former: new Map() },
    context,
  );
  const body = alertOf({ job, from: "healthy", to, timestamp: "2026-06-01T12:00:00.000Z" });
  return { id: `msg_${to}`, kind: to === "healthy" ? "recovered" : to, body: JSON.stringify(body) };
}

const testMessage: OutgoingMessage = {
  ...{ id: "msg_test_1", kind: "test", body: JSON.stringify(testAlert("2026-06-01T12:00:00.000Z")) },
};
const jobUrl = `https://headgate.example.com/zones/${zoneId}/jobs/7`;
const targets = (): Record<ChannelTarget["kind"], ChannelTarget> => ({
  webhook: { kind: "webhook", url: `${origin}/hook`, key: Buffer.alloc(32, 9) },
  slack: { kind: "slack", url: `${origin}/services/T0/B0/token` },
  pagerduty: { kind: "pagerduty", routingKey: "R".repeat(32), region: "eu" },
  email: {
    ...{ kind: "email", from: "headgate@example.com", to: ["a@example.com", "b@example.com"] },
    server: {
      ...{ host: "127.0.0.1", port: mailPort, encryption: "starttls" },
      login: { username: "user", password: "right" },
    },
  },
});

describe("a webhook", () => {
  test("gets the stored bytes, signed", async () => {
    const message = messageOf("failing");
    expect(await send(targets().webhook, message)).toMatchObject({ isDelivered: true, status: 200 });
    expect(got).toMatchObject([{ path: "/hook", body: message.body, headers: { "webhook-id": "msg_failing" } }]);
    expect(got[0]?.headers["webhook-signature"]).toMatch(/^v1,/);
  });
});

describe("Slack", () => {
  test("gets a line with a link, and reads no mention or link out of a name", async () => {
    expect(await send(targets().slack, messageOf("failing"))).toMatchObject({ isDelivered: true });
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({
      text: expect.stringMatching(/^🔴 edge &lt;logs&gt; &amp; co \(example\.com, http_requests\) is failing\. /),
    });
    expect(got[0]?.body).toContain(` <${jobUrl}|Open in Headgate>`);
  });

  test.each([404, 410, 500])("that answers %i is reported with a cause and without its words", async (status) => {
    answer = { status, body: "no_service canary" };
    const outcome = await send(targets().slack, testMessage);
    expect(outcome).toMatchObject({ isDelivered: false, status, summary: expect.stringContaining(String(status)) });
    expect(outcome.summary).not.toMatch(/canary|token/);
  });
});

describe("PagerDuty", () => {
  test("gets one incident for all states of a job, and its end", async () => {
    answer = { status: 202, body: "{}" };
    for (const state of ["failing", "disabled-by-failure", "healthy"] as const) {
      expect(await send(targets().pagerduty, messageOf(state))).toMatchObject({ isDelivered: true, status: 202 });
    }
    const events = got.map(({ body }) => JSON.parse(body));
    const key = { routing_key: "R".repeat(32), dedup_key: `headgate:zones/${zoneId}/7` };
    expect(got.map(({ path }) => path)).toEqual(["/eu", "/eu", "/eu"]);
    expect(events).toMatchObject([
      {
        ...{ ...key, event_action: "trigger", client: "Headgate", client_url: jobUrl },
        payload: {
          ...{ severity: "error", source: "headgate.example.com", component: "http_requests", group: "example.com" },
          ...{ class: "failing", timestamp: "2026-06-01T12:00:00.000Z" },
        },
      },
      { ...key, event_action: "trigger", payload: { severity: "critical" } },
      { ...key, event_action: "resolve" },
    ]);
    expect(events[2]).not.toHaveProperty("payload");
  });

  test("gets a test, and its end, so that no incident stays open", async () => {
    answer = { status: 202, body: "{}" };
    expect(await send(targets().pagerduty, testMessage)).toMatchObject({ isDelivered: true });
    const events = got.map(({ body }) => JSON.parse(body));
    expect(events).toMatchObject([
      { event_action: "trigger", dedup_key: "msg_test_1", payload: { severity: "info" } },
      { event_action: "resolve", dedup_key: "msg_test_1" },
    ]);
  });

  test("that refuses the key is reported as that, once", async () => {
    answer = { status: 400, body: '{"message":"Event object is invalid"}' };
    expect(await send(targets().pagerduty, testMessage)).toMatchObject({
      ...{ isDelivered: false, status: 400, summary: expect.stringContaining("integration key") },
    });
    expect(got).toHaveLength(1);
  });
});

describe("an email", () => {
  test("goes to all recipients, with a subject, the facts and a link", async () => {
    expect(await send(targets().email, messageOf("disabled-by-failure", "edge-logs"))).toMatchObject({
      ...{ isDelivered: true, status: 250, summary: expect.stringContaining("Sent to 2 recipients: 250 in ") },
    });
    expect(mails).toMatchObject([{ user: "user", to: ["a@example.com", "b@example.com"] }]);
    const text = mails[0]?.text.replaceAll("=\r\n", "") ?? "";
    expect(text).toContain("Subject: [Headgate] Disabled after errors: edge-logs\r\n");
    expect(text).toContain("Message-ID: <msg_disabled-by-failure@headgate.invalid>\r\n");
    expect(text).toContain("Dataset: http_requests\r\n");
    expect(text).toContain(jobUrl);
  });

  test("that the server refuses for the password is reported as that", async () => {
    const { email } = targets();
    if (email.kind !== "email") throw new Error("not an email");
    const login = { username: "user", password: "canary-wrong" };
    const outcome = await send({ ...email, server: { ...email.server, login } }, testMessage);
    expect(outcome).toMatchObject({ isDelivered: false, status: 535, summary: expect.stringContaining("password") });
    expect(outcome.summary).not.toContain("canary");
  });
});

test("no channel gets a value of the destination, for any text of an error", async () => {
  const canary = "canary-7Qz9vXw2LmT4";
  answer = { status: 202, body: "" };
  const states = fc.constantFrom<HealthState>("failing", "disabled-by-failure", "stale", "healthy");
  await fc.assert(
    fc.asyncProperty(
      states,
      fc.constantFrom(...(["webhook", "slack", "pagerduty", "email"] as const)),
      async (state, kind) => {
        got = [];
        mails = [];
        const outcome = await send(targets()[kind], messageOf(state));
        const sent = JSON.stringify([got, mails, outcome]);
        expect(got.length + mails.length).toBe(1);
        const decoded = Buffer.from(sent).toString("utf8").replaceAll("=\\r\\n", "");
        expect(decoded).not.toMatch(new RegExp(`${canary}|Bearer|header_Authorization`));
      },
    ),
    { numRuns: 16 },
  );
});
