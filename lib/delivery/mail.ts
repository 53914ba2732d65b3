import "server-only";
import { isIP, type Socket } from "node:net";
import { checkServerIdentity } from "node:tls";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { DeliveryFailureKind } from "#lib/logpush/delivery/trace.ts";
import { isNameAllowed, type Target } from "./check-target.ts";
import { classifyAddress } from "./classify-address.ts";
import { type Connect, dial } from "./connect.ts";
import { DeliveryFailure, failureOf } from "./failure.ts";
import { checkAddresses, type DeliveryPolicy, isPortPossible } from "./policy.ts";
import { type Resolve, resolveHost, resolveTarget } from "./resolve-target.ts";
import { createStages } from "./stages.ts";

export type MailServer = {
  host: string;
  port: number;
  /** `starttls` and `tls` never continue without encryption. `none` only reaches private addresses. */
  encryption: "starttls" | "tls" | "none";
  /** Never sent without encryption. */
  login?: { username: string; password: string };
};

export type Mail = { from: string; to: string[]; subject: string; text: string; messageId: string; date: Date };

export type MailOptions = {
  policy: DeliveryPolicy;
  signal: AbortSignal;
  resolve?: Resolve;
  connect?: Connect;
  /** Authorities that replace the public ones, as PEM; for tests. */
  ca?: string;
  limitsMs?: { connect: number; idle: number; total: number };
};

/** How a mail ended. `status` is the code of the server's last reply, without its text. */
export type MailOutcome =
  | { isSent: true; ms: number; status: number | undefined; refused: number }
  | {
      isSent: false;
      at: "connect" | "auth" | "send";
      status?: number | undefined;
      kind?: MailFailureKind;
    };

/** The ports of mail servers. Any other port of a public host needs HEADGATE_DELIVERY_ALLOW. */
export const mailPorts: readonly number[] = [25, 465, 587, 2525];

const defaultLimitsMs = { connect: 5000, idle: 10_000, total: 30_000 };

/**
 * Sends one mail: resolves the name once and dials only addresses that the policy allows, as `postDelivery` does. A
 * certificate is verified unless the server is on this machine. Never rejects.
 */
export async function sendMail(server: MailServer, mail: Mail, options: MailOptions): Promise<MailOutcome> {
  const limits = options.limitsMs ?? defaultLimitsMs;
  const stages = createStages({ signal: options.signal, totalMs: limits.total });
  const from = performance.now();
  let at: "connect" | "auth" | "send" = "connect";
  let connection: SMTPConnection | undefined;
  try {
    stages.begin("resolve", limits.connect);
    const { addresses, isLoopback } = await stages.race(findAddresses(server, options));
    stages.begin("connect", limits.connect);
    const socket = await dial(addresses, server.port, stages, options.connect);
    stages.begin("wait", limits.idle);
    const { Connection, Composer } = await loadLibrary();
    const opened = new Connection(settingsOf(server, socket, { isLoopback, ca: options.ca, limits }));
    connection = opened;
    // Any error that comes after its own step has ended.
    const failed = new Promise<never>((_, reject) => opened.on("error", reject));
    failed.catch(() => undefined);
    const step = <T>(work: Promise<T>) => stages.race(Promise.race([work, failed]));
    await step(called((done) => opened.connect(done)));
    const { login } = server;
    if (login) {
      at = "auth";
      stages.begin("wait", limits.idle);
      const credentials = { user: login.username, pass: login.password };
      await step(called((done) => opened.login({ credentials }, done)));
    }
    at = "send";
    stages.begin("send", limits.idle);
    const bytes = await new Composer(composed(mail)).compile().build();
    const info = await step(called<SendInfo>((done) => opened.send({ from: mail.from, to: mail.to }, bytes, done)));
    const status = statusOf(info?.response);
    return { isSent: true, ms: performance.now() - from, status, refused: info?.rejected?.length ?? 0 };
  } catch (error) {
    return { isSent: false, at, ...failureFacts(error) };
  } finally {
    connection?.on("error", () => undefined);
    connection?.close();
    stages.end();
  }
}

/** Large, and most servers send no mail: loaded with the first one. */
async function loadLibrary() {
  const [{ default: Connection }, { default: Composer }] = await Promise.all([
    import("nodemailer/lib/smtp-connection"),
    import("nodemailer/lib/mail-composer"),
  ]);
  return { Connection, Composer };
}

type SendInfo = { response?: string; rejected?: unknown[] };

function composed({ from, to, subject, text, messageId, date }: Mail) {
  return { from, to, subject, text, messageId, date, headers: { "Auto-Submitted": "auto-generated" } };
}

/** What failed, in words that a cause is known for. */
export type MailFailureKind = DeliveryFailureKind | "no-starttls" | "certificate";

type Found = { addresses: string[]; isLoopback: boolean };

/** A relay is usually inside: where the operator opened a private network, names of private networks are resolved. */
function targetOf(
  { host: typed, port }: Pick<MailServer, "host" | "port">,
  policy: DeliveryPolicy,
): Target | undefined {
  const host = typed.toLowerCase().replace(/\.$/, "");
  const isLiteral = isIP(host) !== 0;
  const isInternalAllowed = policy.allowed.length > 0 && !/(?:^|\.)localhost$/.test(host);
  if (!isLiteral && !isNameAllowed(host, policy, { isInternalAllowed })) return undefined;
  return { url: new URL("https://mail.invalid"), host, port, isLiteral };
}

/** Under which rule these addresses may be dialled. */
function ruleOf(addresses: string[], { port, encryption }: MailServer, policy: DeliveryPolicy) {
  const rule = checkAddresses(addresses, port, policy, mailPorts);
  const isPublic = addresses.some((address) => classifyAddress(address) === "public");
  return encryption === "none" && isPublic ? "blocked" : rule;
}

/** Whether a mail may be sent to a server, as far as is known before its name is resolved. */
export function isMailServerAllowed(server: MailServer, policy: DeliveryPolicy): boolean {
  const target = targetOf(server, policy);
  if (!target) return false;
  if (target.isLiteral) return ruleOf([target.host], server, policy) !== "blocked";
  return isPortPossible(server.port, policy, mailPorts);
}

async function findAddresses(server: MailServer, { policy, resolve = resolveHost }: MailOptions): Promise<Found> {
  const target = targetOf(server, policy);
  if (!target || (server.encryption === "none" && server.login)) throw blocked();
  const addresses = await resolveTarget(target, resolve).catch((error: unknown) => {
    throw failureOf(error, "dns");
  });
  const rule = ruleOf(addresses, server, policy);
  if (rule === "blocked") throw blocked();
  return { addresses, isLoopback: rule === "loopback" };
}

type Opening = { isLoopback: boolean; ca: string | undefined; limits: NonNullable<MailOptions["limitsMs"]> };

function settingsOf(
  { host, port, encryption }: MailServer,
  socket: Socket,
  { isLoopback, ca, limits }: Opening,
): SMTPConnection.Options {
  return {
    host,
    port,
    connection: socket,
    secure: encryption === "tls",
    requireTLS: encryption === "starttls",
    ignoreTLS: encryption === "none",
    // Without it the name of this machine would be sent.
    name: "headgate",
    logger: false,
    connectionTimeout: limits.total,
    greetingTimeout: limits.idle,
    socketTimeout: limits.idle,
    maxResponseSize: 64 * 1024,
    tls: {
      servername: isIP(host) ? "" : host,
      checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
      rejectUnauthorized: !isLoopback,
      minVersion: "TLSv1.2",
      ...(ca === undefined ? {} : { ca }),
    },
  };
}

function called<T>(start: (done: (error: unknown, value?: T) => void) => void): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    start((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/** The text of a reply may quote addresses or more, so only its code is kept. */
function failureFacts(error: unknown): { status?: number | undefined; kind?: MailFailureKind } {
  if (error instanceof DeliveryFailure) return { kind: error.kind };
  const code = String(fieldOf(error, "code") ?? "");
  const text = error instanceof Error ? error.message : "";
  if (/STARTTLS/.test(text)) return { kind: "no-starttls" };
  if (/certificate|altname|self.signed/i.test(text)) return { kind: "certificate" };
  const status = fieldOf(error, "responseCode");
  if (typeof status === "number" && status >= 400) return { status };
  if (code === "ETLS") return { kind: "tls" };
  if (code === "ETIMEDOUT") return { kind: "timeout" };
  return { kind: failureOf(error, "reset").kind };
}

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
}

function statusOf(response: string | undefined): number | undefined {
  const code = /^\d{3}/.exec(response ?? "")?.[0];
  return code === undefined ? undefined : Number(code);
}

function blocked(): DeliveryFailure {
  return new DeliveryFailure("blocked", "address not allowed");
}
