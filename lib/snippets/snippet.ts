/** Options of a snippet in any language. */
export type SnippetOptions = {
  /** `https://api.cloudflare.com/client/v4`, or the emulator's address; no trailing slash. */
  apiBase: string;
  auth: "token" | "key";
  /** "variables" keeps typed secrets out of the request; values that are only saved never appear in a snippet. */
  secrets: "variables" | "inline";
  /** The emulator's documented token. With it, and without `isLive`, a snippet runs unchanged. */
  demoToken?: string;
  isLive: boolean;
};

/** The credential in the snippet: the emulator's own, or undefined if the environment holds a real one. */
export function demoCredential({ auth, demoToken, isLive }: SnippetOptions): DemoCredential | undefined {
  if (demoToken === undefined || isLive) return undefined;
  return auth === "token" ? { token: demoToken } : { key: demoToken, email: "demo@example.com" };
}

export type DemoCredential = { token: string } | { key: string; email: string };
