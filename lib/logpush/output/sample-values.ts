type Rule<T> = [pattern: RegExp, values: readonly T[]];

/** First match wins; addresses and names are those reserved for documentation (RFC 5737, RFC 3849, RFC 2606). */
const texts: Rule<string>[] = [
  [
    /(?:Source|Client|Origin|Edge|Server|Destination|User|Device|Peer|Resolver|Actor|^)IPs?$|IPAddress$|InternalIP$/,
    ["203.0.113.24", "198.51.100.7", "2001:db8::c0ff:ee"],
  ],
  [/IPClass$/, ["noRecord", "searchEngine", "clean"]],
  [/UserAgent$/, ["Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0", "curl/8.17.0", "ExampleBot/1.0"]],
  [/EmailRisk$/, ["low", "medium"]],
  [/Email|^From$|^To$/, ["ada@example.com", "grace@example.org"]],
  [/(?:Referer|URL|URLs|Link)$/, ["https://www.example.com/pricing", "https://shop.example.com/cart"]],
  [/(?:RequestURI)$/, ["/api/orders?page=2", "/static/app.css", "/login"]],
  [/Path$/, ["/api/orders", "/static/app.css", "/login"]],
  [/Query$/, ["?page=2", "", "?utm_source=mail"]],
  [/(?:Method)$/, ["GET", "POST", "GET"]],
  [
    /(?:QueryName|Host|Hostname|SNI|ZoneName|Domain|ServerName)$/,
    ["www.example.com", "shop.example.com", "api.example.net"],
  ],
  [/SSLProtocol|TLSVersion/, ["TLSv1.3", "TLSv1.2"]],
  [/KeyExchangeGroup$/, ["X25519MLKEM768", "X25519"]],
  [/RequestSource$/, ["eyeball", "edgeWorkerFetch"]],
  [/Interface$/, ["UI", "API"]],
  [/Protocol$/, ["HTTP/2", "HTTP/3", "HTTP/1.1"]],
  [/Scheme$/, ["https"]],
  [/Cipher/, ["AEAD-AES128-GCM-SHA256"]],
  [/Country/, ["de", "us", "jp"]],
  [/City$/, ["Berlin", "Austin", "Osaka"]],
  [/Region/, ["BE", "TX", "27"]],
  [/Colo(?:Code|Name)?$/, ["FRA", "DFW", "KIX"]],
  [/Latitude$/, ["52.52000", "30.26720"]],
  [/Longitude$/, ["13.40500", "-97.74310"]],
  [/CacheStatus|Cache$/, ["hit", "miss", "dynamic"]],
  [/DeviceType|Platform/, ["desktop", "mobile"]],
  [/Action|Decision|Outcome|Verdict/, ["allow", "block", "managed_challenge"]],
  [/ContentType|MIME/i, ["text/html", "application/json"]],
  [/JA3Hash|SHA256|MD5|Fingerprint|JA4/i, ["e7d705a3286e19ea42f587b344ee6865", "6734f37431670b3ab4292b8f60f29984"]],
  [/ASNDescription|ISP/, ["Example Networks", "Documentation Telecom"]],
  [/Version$/, ["2026.9.1", "2026.8.0"]],
  [/(?:Name)$/, ["example-one", "example-two"]],
  [/(?:Status|State)$/, ["ok", "ok", "unknown"]],
];

const integers: Rule<number>[] = [
  [/ResponseStatus|StatusCode|HTTPStatus/, [200, 200, 404, 301]],
  [/ASN$/, [64_496, 64_511]],
  [/(?:Destination|Origin|Server)Port$/, [443, 443, 8443]],
  [/Port$/, [51_324, 40_112, 62_001]],
  [/Bytes|Size|Length/, [5123, 812, 20_480]],
  [/Score/, [97, 30, 2]],
  [/(?:Ms|Duration|Time|RTT|Latency)/, [12, 48, 131]],
  [/(?:Count|Packets)/, [1, 3, 0]],
];

/** An invented text that fits the field's name. */
export function sampleText(name: string, index: number, atMs: number): string {
  // Ids come first: a RayID or UserID is not a ray or a user.
  if (/RayID$|^ParentRayID/.test(name)) return hexOf(`${name} ${index} ${atMs}`, 16);
  if (/(?:IDs?|Refs?|UUID|Id|UID)$/.test(name)) return hexOf(`${name} ${index}`, 32);
  if (/(?:Time|Timestamp|Datetime|Date|At)$/.test(name)) return new Date(atMs).toISOString();
  return pick(texts, name, index) ?? "";
}

/** An invented integer that fits the field's name. */
export function sampleInteger(name: string, index: number): number {
  return pick(integers, name, index) ?? (hashOf(name) + index * 7) % 100;
}

/** A small stable number for a text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

function pick<T>(rules: Rule<T>[], name: string, index: number): T | undefined {
  const values = rules.find(([pattern]) => pattern.test(name))?.[1];
  return values?.[index % values.length];
}

function hexOf(text: string, length: number): string {
  let hex = "";
  for (let round = 0; hex.length < length; round += 1)
    hex += hashOf(`${round} ${text} ${hex}`).toString(16).padStart(8, "0");
  return hex.slice(0, length);
}
