import type { ReceivedRequest } from "./received-request.ts";

export type Kind = ReceivedRequest["kind"];

/** What of the inbox is shown; it lives in the URL. */
export type InboxView = { kind: Kind | undefined; isSeedShown: boolean };

/** Larger bodies are cut for the page, which is read anew every few seconds. */
export const maxBodyCharacters = 16_000;

const kinds: Kind[] = ["probe", "batch", "other"];

export function parseInboxView({ kind, seed }: { kind?: string | string[]; seed?: string | string[] }): InboxView {
  return { kind: kinds.find((known) => known === kind), isSeedShown: seed === "show" };
}

export function inboxViewToQuery({ kind, isSeedShown }: InboxView): "" | `?${string}` {
  const params = new URLSearchParams();
  if (kind) params.set("kind", kind);
  if (isSeedShown) params.set("seed", "show");
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

/** The requests that a view shows, and how many of the seed jobs it leaves out. */
export function selectReceived(requests: ReceivedRequest[], { kind, isSeedShown }: InboxView) {
  const visible = requests.filter((request) => isSeedShown || !isSeed(request));
  const shown = visible.filter((request) => kind === undefined || request.kind === kind).map(cutBody);
  return { shown, total: visible.length, hiddenSeed: requests.length - visible.length };
}

/** The jobs that the demo starts with deliver below this path. */
function isSeed({ target }: ReceivedRequest): boolean {
  return target.startsWith("/seed/");
}

function cutBody(request: ReceivedRequest): ReceivedRequest {
  if (request.body.length <= maxBodyCharacters) return request;
  return { ...request, body: request.body.slice(0, maxBodyCharacters), bodyTruncated: true };
}
