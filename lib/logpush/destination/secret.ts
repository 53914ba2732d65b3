import type { Pair } from "./pair.ts";

/** Headers whose value says how to read the request, not who sent it. */
const openHeaders = new Set(["content-type", "accept", "accept-encoding", "content-language", "user-agent"]);

const secretWord = /token|key|secret|sig|auth|pass|credential/i;

/**
 * Whether a pair's value is treated as a secret: any header except the well-known open ones, and parameters by their
 * name.
 */
export function isSecretPair({ kind, name }: Pick<Pair, "kind" | "name">): boolean {
  return kind === "header" ? !openHeaders.has(name.toLowerCase()) : secretWord.test(name);
}
