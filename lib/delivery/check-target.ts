import "server-only";
import { isIP } from "node:net";
import { checkAddresses, type DeliveryPolicy, isPortPossible } from "./policy.ts";

/** A URL that passed the first checks: a name to resolve, or an address to check. */
export type Target = {
  url: URL;
  /** Without brackets and without a trailing dot. */
  host: string;
  port: number;
  isLiteral: boolean;
};

/** Names of private networks (RFC 6761, 6762, 8375, ICANN's .internal, and common practice). */
const internalNames =
  /(?:^|\.)(?:localhost|local|internal|intranet|private|corp|home|lan|localdomain|home\.arpa|svc|cluster|onion|invalid)$/;

/** Ports from 1024 up that a POST must not reach, as browsers block them (fetch standard, "bad port"). */
const badPorts = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** Parses a URL as the dialler will; undefined if nothing may be sent to it, whatever its address. */
export function checkTarget(text: string, policy: DeliveryPolicy): Target | undefined {
  // Parsers disagree about these, so they are refused before parsing.
  if (/[\u0000-\u0020\u007f\\#]/.test(text) || !/^https:\/\/[^/?]/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "") return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const port = url.port === "" ? 443 : Number(url.port);
  const isLiteral = isIP(host) !== 0;
  if (!isPortAllowed(port) || (!isLiteral && !isNameAllowed(host, policy))) return undefined;
  return { url, host, port, isLiteral };
}

/** Whether something may be sent to a URL, as far as is known before its name is resolved. */
export function isUrlAllowed(text: string, policy: DeliveryPolicy): boolean {
  const target = checkTarget(text, policy);
  if (!target) return false;
  if (target.isLiteral) return checkAddresses([target.host], target.port, policy) !== "blocked";
  return isPortPossible(target.port, policy);
}

function isPortAllowed(port: number): boolean {
  return port === 443 || (port >= 1024 && !badPorts.has(port));
}

/** Whether a host name, in lower case, may be resolved. `isInternalAllowed`: also a name of a private network. */
export function isNameAllowed(
  host: string,
  policy: DeliveryPolicy,
  { isInternalAllowed = false }: { isInternalAllowed?: boolean } = {},
): boolean {
  if (host === "localhost") return policy.isLoopbackAllowed;
  const isName =
    host.length <= 253 && host.split(".").every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  return isName && host.includes(".") && (isInternalAllowed || !internalNames.test(host));
}
