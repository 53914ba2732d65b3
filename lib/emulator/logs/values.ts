import type { Field } from "../datasets.ts";
import type { LogEvent } from "./event.ts";
import { ACTIONS, CACHE_STATUSES, CITIES, PEOPLE, SOURCES, WORDS } from "./pools.data.ts";
import { type Draw, drawFrom } from "./random.ts";

/** A bigint is always a time in nanoseconds since 1970; it is formatted only on output. */
export type LogValue = string | number | boolean | bigint | null | LogValue[] | { [key: string]: LogValue };

type Maker = (event: LogEvent, draw: Draw) => LogValue;

/** Fields that must be consistent within one record. */
const KNOWN: { [name: string]: Maker } = {
  ClientIP: (event) => event.ip,
  ClientRequestHost: (event) => event.host,
  ClientRequestMethod: (event) => event.method,
  ClientRequestPath: (event) => event.path,
  ClientRequestQuery: (event) => event.query,
  ClientRequestURI: (event) => event.path + event.query,
  ClientRequestUserAgent: (event) => event.userAgent,
  ClientRequestScheme: () => "https",
  ClientRequestProtocol: (_, draw) => draw.pick(["HTTP/2", "HTTP/3", "HTTP/1.1"]),
  ClientRequestReferer: (event, draw) => draw.pick(["", `https://${event.host}/`]),
  ClientCountry: (event) => event.country,
  ClientASN: (event) => event.asn,
  ClientDeviceType: (_, draw) => draw.rank(["desktop", "mobile", "tablet"]),
  ClientSSLProtocol: (_, draw) => draw.rank(["TLSv1.3", "TLSv1.2"]),
  ClientSSLCipher: () => "AEAD-AES128-GCM-SHA256",
  CacheCacheStatus: (_, draw) => draw.rank(CACHE_STATUSES),
  EdgeStartTimestamp: (event) => event.startNs,
  EdgeEndTimestamp: (event) => event.endNs,
  EventTimestampMs: (event) => Number(event.startNs / 1_000_000n),
  EdgeResponseStatus: (event) => event.status,
  EdgeResponseBytes: (event) => event.bytes,
  EdgeResponseContentType: (event) => (event.path.endsWith(".js") ? "text/javascript" : "text/html"),
  EdgeRequestHost: (event) => event.host,
  EdgeColoCode: (event) => event.colo,
  OriginResponseStatus: (event) => event.status,
  RayID: (event) => event.rayId,
  ParentRayID: () => "00",
  ZoneName: (event) => event.zoneName,
  Action: (_, draw) => draw.rank(ACTIONS),
  Source: (_, draw) => draw.rank(SOURCES),
  BotScore: (_, draw) => draw.int(1, 99),
  SecurityAction: (event, draw) => (event.status === 403 ? draw.rank(ACTIONS) : ""),
};

/** Fields of other datasets, recognized by the beginning or end of their name. */
const STRING_PATTERNS: [pattern: RegExp, make: Maker][] = [
  [/IPs?$|^(Src|Dst)IP|IPAddress$/, (event) => event.ip],
  [/Country(Code)?$/, (event) => event.country],
  [/Colo(Code|Name)?$/, (event) => event.colo],
  [/City$/, (_, draw) => draw.pick(CITIES)],
  [/UserAgent$/, (event) => event.userAgent],
  [/Email|ActorUser|^From$|^To$/, (_, draw) => draw.pick(PEOPLE)],
  [/QueryName|Hostname$|Host$|Domain|SNI$/, (event) => event.host],
  [/URL$|URI$/, (event) => `https://${event.host}${event.path}`],
  [/Path$/, (event) => event.path],
  [/Method$/, (event) => event.method],
  [/Protocol$/, (_, draw) => draw.pick(["tcp", "udp"])],
  [/Action$|Decision$|Outcome$|Result$/, (_, draw) => draw.rank(ACTIONS)],
  [/ID$|Id$|UUID$|Hash$|Fingerprint$/, (_, draw) => draw.hex(32)],
  [/Timestamp|Datetime|Time$|Date$/, (event) => new Date(Number(event.startNs / 1_000_000n)).toISOString()],
];

const INT_PATTERNS: [pattern: RegExp, make: Maker][] = [
  [/ASN?$|Asn$/, (event) => event.asn],
  [/Port$/, (_, draw) => draw.int(1024, 65535)],
  [/Bytes$|Size$|Length$/, (event) => event.bytes],
  [/Status(Code)?$/, (event) => event.status],
  [/Score$/, (_, draw) => draw.int(1, 99)],
  [/Ms$|Us$|Duration|Time$|RTT/, (_, draw) => draw.int(0, 400)],
  [/Count$/, (_, draw) => draw.int(0, 5)],
];

/** The value of one field of one event. It does not depend on which other fields are selected. */
export function fieldValue(event: LogEvent, field: Field): LogValue {
  const draw = drawFrom(`${event.seed}:${field.name}`);
  const known = KNOWN[field.name];
  if (known) return known(event, draw);
  switch (field.type) {
    case "string":
      return fromPattern(STRING_PATTERNS, field.name, event, draw) ?? draw.pick(WORDS);
    case "int":
      return fromPattern(INT_PATTERNS, field.name, event, draw) ?? draw.int(0, 1000);
    case "float":
      return Math.round(draw.unit() * 10_000) / 10_000;
    case "bool":
      return draw.unit() < 0.3;
    case "int or string":
      return /End|Last|Logout/.test(field.name) ? event.endNs : event.startNs;
    case "array[string]":
      return draw.unit() < 0.5 ? [] : [draw.pick(WORDS)];
    case "array[int]":
      return draw.unit() < 0.5 ? [] : [draw.int(1, 100)];
    case "array[object]":
      return [];
    default:
      return {};
  }
}

function fromPattern(patterns: [RegExp, Maker][], name: string, event: LogEvent, draw: Draw): LogValue | undefined {
  return patterns.find(([pattern]) => pattern.test(name))?.[1](event, draw);
}
