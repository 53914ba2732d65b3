/** "2026-11-29 14:03:09 UTC" for an RFC 3339 time in UTC. */
export function utcText(iso: string): string {
  return `${iso.replace("T", " ").replace(/(?:\.\d+)?Z$/, "")} UTC`;
}
