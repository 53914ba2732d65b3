import { isIPv6 } from "node:net";
import { domainToASCII } from "node:url";

/** An https destination, parsed the way the service presumably reads it (Go's net/url). */
export type HttpsDestination = {
  /** Lower case, ASCII; IPv6 without brackets. */
  host: string;
  port: number;
  /** Path and query as sent: header parameters removed, characters that a URL cannot hold percent-encoded. */
  target: string;
  /** Decoded, one byte per character (latin1), which is how Node writes header values. */
  headers: [name: string, value: string][];
};

export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string };

export const MAX_DESTINATION_LENGTH = 4096;
const HEADER_PREFIX = "header_";
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const ILL_FORMED = /\p{Cs}/u;

/** Reads `https://host[:port][path][?query]`, or says why it cannot. */
export function parseHttpsDestination(conf: string): Parsed<HttpsDestination> {
  const refusal = refuseText(conf);
  if (refusal) return no(refusal);
  const [, authority = "", path = "", query] = /^https:\/\/([^/?]+)([^?]*)(?:\?(.*))?$/s.exec(conf) ?? [];
  if (authority === "") return no("the destination must start with https:// and a host");
  if (hasMalformedEscape(path)) return no("invalid URL escape in path");

  const address = parseAuthority(authority);
  if (!address.ok) return address;
  const parameters = splitQuery(query);
  if (!parameters.ok) return parameters;
  const target = encodeIllegal(path || "/") + (parameters.value.query === "" ? "" : `?${parameters.value.query}`);
  return { ok: true, value: { ...address.value, target, headers: parameters.value.headers } };
}

function refuseText(conf: string): string | undefined {
  if (conf.length > MAX_DESTINATION_LENGTH)
    return `destination_conf is longer than ${MAX_DESTINATION_LENGTH} characters`;
  if (ILL_FORMED.test(conf)) return "destination_conf is not valid Unicode";
  if (/[\u0000-\u001f\u007f]/.test(conf)) return "net/url: invalid control character in URL";
  if (conf !== conf.trim()) return "destination_conf has leading or trailing space";
  if (conf.includes("#")) return "destination_conf must not have a fragment";
  return undefined;
}

function parseAuthority(authority: string): Parsed<{ host: string; port: number }> {
  if (authority.includes("@")) return no("destination_conf must not have user information");
  const [, hostText = "", portText] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  const port = portText === undefined || portText === "" ? 443 : Number(portText);
  if (portText && !/^\d{1,5}$/.test(portText)) return no("invalid port in destination_conf");
  if (port < 1 || port > 65535) return no("invalid port in destination_conf");
  const host = parseHost(hostText);
  return host === undefined ? no("invalid host in destination_conf") : { ok: true, value: { host, port } };
}

function parseHost(text: string): string | undefined {
  const ipv6 = /^\[([0-9A-Fa-f:.]+)\]$/.exec(text)?.[1];
  if (ipv6 !== undefined) return isIPv6(ipv6) ? ipv6.toLowerCase() : undefined;
  const host = domainToASCII(text).toLowerCase().replace(/\.$/, "");
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)) return undefined;
  // `2130706433`, `0x7f.1` and `127.1` are addresses to some parsers and names to others: only the canonical form is
  // accepted.
  const isNumeric = /(^|\.)(\d+|0x[0-9a-f]*)$/.test(host);
  return isNumeric && text !== host ? undefined : host;
}

function splitQuery(query: string | undefined): Parsed<{ query: string; headers: [string, string][] }> {
  const kept: string[] = [];
  const headers = new Map<string, [string, string]>();
  for (const segment of query === undefined ? [] : query.split("&")) {
    if (segment.includes(";")) return no("invalid semicolon separator in query");
    if (hasMalformedEscape(segment)) return no("invalid URL escape in query");
    const equals = segment.indexOf("=");
    const name = decodeBytes(equals < 0 ? segment : segment.slice(0, equals));
    if (!name.startsWith(HEADER_PREFIX)) {
      kept.push(encodeIllegal(segment));
      continue;
    }
    const header = name.slice(HEADER_PREFIX.length);
    const value = equals < 0 ? "" : trimBlanks(decodeBytes(segment.slice(equals + 1)));
    const refusal = refuseHeader(header, value) ?? (headers.has(header.toLowerCase()) ? "duplicate" : undefined);
    if (refusal === "duplicate") return no(`header ${header} is set more than once`);
    if (refusal) return no(refusal);
    headers.set(header.toLowerCase(), [header, value]);
  }
  return { ok: true, value: { query: kept.join("&"), headers: [...headers.values()] } };
}

function refuseHeader(name: string, value: string): string | undefined {
  if (!TOKEN.test(name)) return `net/http: invalid header field name ${JSON.stringify(name)}`;
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return `net/http: invalid header field value for "${name}"`;
  return undefined;
}

function hasMalformedEscape(text: string): boolean {
  return /%(?![0-9A-Fa-f]{2})/.test(text);
}

/** Not `trim`, which treats the byte 0xA0 as a space although it may be the end of a UTF-8 character. */
function trimBlanks(bytes: string): string {
  return bytes.replace(/^[ \t]+|[ \t]+$/g, "");
}

/** Query decoding (`+` is a space) to one character per byte, so that bytes that are not UTF-8 survive. */
function decodeBytes(text: string): string {
  const bytes = Buffer.from(text.replaceAll("+", " "), "utf8").toString("latin1");
  return bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** "Non URL-encoded special characters will be encoded when uploading": what RFC 3986 allows stays as it is. */
function encodeIllegal(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu, (character) =>
    Buffer.from(character, "utf8").reduce((encoded, byte) => `${encoded}%${byte.toString(16).toUpperCase()}`, ""),
  );
}

function no(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
