import { readFileSync } from "node:fs";
import { connect as openSocket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Connect } from "./connect.ts";
import { type Mail, type MailOptions, type MailServer, sendMail } from "./mail.ts";
import { type Authority, createAuthority } from "./testing/authority.ts";

// A mail server that shares no code with the client beyond the protocol.

let authority: Authority;
const servers: SMTPServer[] = [];

beforeAll(() => {
  authority = createAuthority();
});
afterAll(async () => {
  for (const server of servers) await new Promise<void>((done) => server.close(done));
  authority.remove();
});

type Got = { mail: string; recipients: string[]; user: string | undefined; isSecure: boolean };

async function start(options: SMTPServerOptions = {}, names = "DNS:mail.example.com,IP:127.0.0.1") {
  const pair = authority.issue({ names });
  const got: Got[] = [];
  const server = new SMTPServer({
    ...{ key: readFileSync(pair.key), cert: readFileSync(pair.cert), logger: false, authOptional: true },
    onAuth: ({ username, password }, _session, done) =>
      password === "right" ? done(null, { user: username }) : done(new Error("canary in the reply of the server")),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { rcptTo } = session.envelope;
        got.push({
          ...{ mail: Buffer.concat(chunks).toString("utf8"), recipients: rcptTo.map(({ address }) => address) },
          ...{ user: session.user, isSecure: session.secure },
        });
        done();
      });
    },
    ...options,
  });
  servers.push(server);
  server.on("error", () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.server.address();
  return { got, port: typeof address === "object" && address ? address.port : 0 };
}

const mail: Mail = {
  ...{
    from: "headgate@example.com",
    to: ["a@example.com", "b@example.com"],
    subject: "grün ✓",
    text: "It fails.\n.\n",
  },
  ...{ messageId: "<msg_1@headgate>", date: new Date("2026-06-01T12:00:00Z") },
};
const never = new AbortController().signal;

/** The server is reached under a public address, as the policy sees it, and answers on this machine. */
function publicOptions(port: number, resolved = ["93.184.216.34"]): MailOptions & { dialled: string[] } {
  const dialled: string[] = [];
  const connect: Connect = ({ host }) => {
    dialled.push(host);
    const socket = openSocket({ host: "127.0.0.1", port });
    Object.defineProperty(socket, "remoteAddress", { get: () => host });
    return socket;
  };
  const policy = { isLoopbackAllowed: false, allowed: [] };
  return { policy, signal: never, resolve: async () => resolved, connect, ca: authority.ca, dialled };
}

const serverOf = (changes: Partial<MailServer> = {}): MailServer => ({
  ...{ host: "mail.example.com", port: 587, encryption: "starttls" },
  ...changes,
});

describe("an email", () => {
  test.each(["starttls", "tls"] as const)("is sent by %s, with the password, over TLS only", async (encryption) => {
    const { got, port } = await start({ secure: encryption === "tls" });
    const login = { username: "user", password: "right" };
    const outcome = await sendMail(serverOf({ encryption, login }), mail, publicOptions(port));
    expect(outcome).toMatchObject({ isSent: true, status: 250, refused: 0 });
    expect(got).toMatchObject([{ user: "user", isSecure: true, recipients: mail.to }]);
    expect(got[0]?.mail).toContain("Message-ID: <msg_1@headgate>");
    expect(got[0]?.mail).toContain("Auto-Submitted: auto-generated");
    expect(got[0]?.mail).toMatch(/^Subject: =\?UTF-8\?/m);
  });

  test("is not sent without STARTTLS, nor is the password", async () => {
    const { got, port } = await start({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
    const login = { username: "user", password: "right" };
    const outcome = await sendMail(serverOf({ login }), mail, publicOptions(port));
    expect(outcome).toEqual({ isSent: false, at: "connect", kind: "no-starttls" });
    expect(got).toEqual([]);
  });

  test.each(["starttls", "tls"] as const)(
    "is not sent by %s to a server whose certificate has another name",
    async (encryption) => {
      const { got, port } = await start({ secure: encryption === "tls" }, "DNS:other.example.com");
      const outcome = await sendMail(serverOf({ encryption }), mail, publicOptions(port));
      expect(outcome).toEqual({ isSent: false, at: "connect", kind: "certificate" });
      expect(got).toEqual([]);
    },
  );

  test("is not sent to a server whose certificate no public authority signed", async () => {
    const { port } = await start();
    const { ca: _ca, ...options } = publicOptions(port);
    expect(await sendMail(serverOf(), mail, options)).toEqual({ isSent: false, at: "connect", kind: "certificate" });
  });

  test("tells a refused password from a refused message, without the words of the server", async () => {
    const { port } = await start({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error("canary: no such mailbox"), { responseCode: 550 })),
    });
    const login = { username: "user", password: "wrong" };
    expect(await sendMail(serverOf({ login }), mail, publicOptions(port))).toEqual({
      ...{ isSent: false, at: "auth", status: 535 },
    });
    expect(await sendMail(serverOf(), mail, publicOptions(port))).toEqual({ isSent: false, at: "send", status: 550 });
  });

  test("counts the recipients that the server refuses", async () => {
    const { got, port } = await start({
      onRcptTo: ({ address }, _session, done) => (address.startsWith("a@") ? done(new Error("no")) : done()),
    });
    expect(await sendMail(serverOf(), mail, publicOptions(port))).toMatchObject({ isSent: true, refused: 1 });
    expect(got).toMatchObject([{ recipients: ["b@example.com"] }]);
  });

  test("cannot smuggle a header or a recipient by its subject or text", async () => {
    const { got, port } = await start();
    const odd = { ...mail, subject: "a\r\nBcc: c@example.com", text: "a\r\n.\r\nRCPT TO:<c@example.com>\r\n" };
    expect(await sendMail(serverOf(), odd, publicOptions(port))).toMatchObject({ isSent: true });
    expect(got).toMatchObject([{ recipients: mail.to }]);
    expect(got[0]?.mail).not.toMatch(/^Bcc:/m);
  });
});

describe("a mail server", () => {
  test.each([
    ["loopback", "127.0.0.1", 587],
    ["metadata", "169.254.169.254", 587],
    ["private", "10.1.2.3", 587],
    ["public on another port", "93.184.216.34", 5432],
  ])("is not dialled at an address that is %s", async (_title, address, port) => {
    const options = publicOptions(0, [address]);
    expect(await sendMail(serverOf({ port }), mail, options)).toMatchObject({ isSent: false, kind: "blocked" });
    expect(options.dialled).toEqual([]);
  });

  test("of which one address is private is not dialled", async () => {
    const options = publicOptions(0, ["93.184.216.34", "10.1.2.3"]);
    expect(await sendMail(serverOf(), mail, options)).toMatchObject({ kind: "blocked" });
    expect(options.dialled).toEqual([]);
  });

  test("in an allowed private block is dialled at the address that was checked, resolved once", async () => {
    const { got, port } = await start({ hideSTARTTLS: true, disabledCommands: ["STARTTLS"] });
    let resolved = 0;
    const options = publicOptions(port, ["10.1.2.3"]);
    const outcome = await sendMail(serverOf({ port: 25, encryption: "none" }), mail, {
      ...options,
      policy: { isLoopbackAllowed: false, allowed: ["10.1.0.0/16"] },
      resolve: async () => {
        resolved += 1;
        return resolved === 1 ? ["10.1.2.3"] : ["169.254.169.254"];
      },
    });
    expect(outcome).toMatchObject({ isSent: true });
    expect(got).toMatchObject([{ isSecure: false }]);
    expect([options.dialled, resolved]).toEqual([["10.1.2.3"], 1]);
  });

  test("gets nothing without encryption over the internet", async () => {
    const options = publicOptions(0);
    expect(await sendMail(serverOf({ encryption: "none" }), mail, options)).toMatchObject({ kind: "blocked" });
    expect(options.dialled).toEqual([]);
  });

  test.each(["localhost", "mail", "mail.internal"])("%s is not resolved", async (host) => {
    const options = { ...publicOptions(0), resolve: () => Promise.reject(new Error("resolved")) };
    expect(await sendMail(serverOf({ host }), mail, options)).toMatchObject({ kind: "blocked" });
  });

  test("that never greets ends with a timeout", async () => {
    const { port } = await start({ onConnect: () => undefined });
    const options = { ...publicOptions(port), limitsMs: { connect: 1000, idle: 100, total: 2000 } };
    expect(await sendMail(serverOf(), mail, options)).toMatchObject({ isSent: false, at: "connect", kind: "timeout" });
  });
});
