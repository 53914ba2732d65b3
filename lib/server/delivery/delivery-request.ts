import "server-only";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { DeliveryRequest } from "#lib/delivery/post.ts";
import type { HttpDestination } from "#lib/logpush/destination/http.ts";
import { formatPair } from "#lib/logpush/destination/pair.ts";
import { hasRawPlus, valueWithSpaces } from "#lib/logpush/destination/plus.ts";
import { parseStoredDestination } from "#lib/logpush/destination/stored.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";

const gzipAsync = promisify(gzip);

/** The test object that Cloudflare documents ("Enable HTTP destination"). */
export const probeText = '{"content":"tests"}';

/** What one upload holds. */
export type DeliveryBody = { kind: DeliveryRequest["kind"]; text: string; records: number };

/**
 * The POST that Logpush sends for a destination: gzip body, its own headers, the decoded headers of the destination
 * over them, the parameters in the URL. A raw `+` in a header value is sent as a space, and `hasRawPlus` reports it; in
 * a parameter it stays. Throws `AppException` for other schemes and for strings that cannot be parsed.
 */
export async function buildDelivery(
  conf: string,
  { kind, text, records }: DeliveryBody,
): Promise<{ request: DeliveryRequest; headerNames: string[]; hasRawPlus: boolean }> {
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) {
    const isOther = /^[a-z][a-z0-9+.-]*:\/\//i.test(conf) && !/^https:/i.test(conf);
    throw new AppException(isOther ? describedError("E_DELIVERY_SCHEME", { at: "endpoint" }) : parsed.error);
  }
  const headers = headersOf(parsed.value);
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const own: [string, string][] = [
    ["User-Agent", "Go-http-client/2.0"],
    ["Content-Encoding", "gzip"],
  ];
  const body = await gzipAsync(Buffer.from(text, "utf8"));
  return {
    request: {
      url: urlOf(parsed.value),
      headers: [...own.filter(([name]) => !names.has(name.toLowerCase())), ...headers],
      body,
      textBytes: Buffer.byteLength(text),
      records,
      kind,
    },
    headerNames: headers.map(([name]) => name),
    hasRawPlus: parsed.value.query.some(({ kind, raw }) => kind === "header" && hasRawPlus(raw)),
  };
}

/** Values travel as UTF-8, and Node expects one byte per character. */
function headersOf({ query }: HttpDestination): [string, string][] {
  return query
    .filter(({ kind }) => kind === "header")
    .map((pair) => [pair.name, Buffer.from(valueWithSpaces(pair), "utf8").toString("latin1")]);
}

function urlOf({ endpoint, query }: HttpDestination): string {
  const parameters = query.filter(({ kind }) => kind === "param").map(formatPair);
  return parameters.length === 0 ? endpoint : `${endpoint}?${parameters.join("&")}`;
}
