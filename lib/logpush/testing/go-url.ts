/**
 * The rules of Go's net/url that matter for a query, ported from its documentation and observed behavior: control
 * characters fail, a fragment ends the URL, a query with a raw ";" fails completely, "+" is a space, a bad escape
 * fails. Bytes that are not UTF-8 stay unchanged in Go; here they become U+FFFD.
 */
export function goQuery(url: string): Map<string, string> {
  if (/[\u0000-\u001f\u007f]/.test(url)) throw new Error("net/url: invalid control character in URL");
  const [address = ""] = url.split("#");
  const mark = address.indexOf("?");
  const query = new Map<string, string>();
  for (const part of mark < 0 ? [] : address.slice(mark + 1).split("&")) {
    if (part.includes(";")) throw new Error("invalid semicolon separator in query");
    if (part === "") continue;
    const equals = part.indexOf("=");
    const key = queryUnescape(equals < 0 ? part : part.slice(0, equals));
    if (!query.has(key)) query.set(key, queryUnescape(equals < 0 ? "" : part.slice(equals + 1)));
  }
  return query;
}

function queryUnescape(text: string): string {
  const bytes: number[] = [];
  const input = Buffer.from(text.replaceAll("+", " "), "utf8");
  for (let at = 0; at < input.length; at += 1) {
    const byte = input[at] ?? 0;
    if (byte !== 0x25) {
      bytes.push(byte);
      continue;
    }
    const digits = input.toString("latin1", at + 1, at + 3);
    if (!/^[0-9A-Fa-f]{2}$/.test(digits)) throw new Error(`invalid URL escape "%${digits}"`);
    bytes.push(Number.parseInt(digits, 16));
    at += 2;
  }
  return Buffer.from(bytes).toString("utf8");
}
