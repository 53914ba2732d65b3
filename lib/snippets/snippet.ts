/** How a snippet is written, whatever its language. */
export type SnippetOptions = {
  /** `https://api.cloudflare.com/client/v4`, or the emulator's address; no slash at the end. */
  apiBase: string;
  auth: "token" | "key";
  /** "variables" keeps what was typed as a secret out of the request; what is only saved never stands in a snippet. */
  secrets: "variables" | "inline";
  /** The emulator's documented token. With it, and without `isLive`, a snippet runs as it is. */
  demoToken?: string;
  isLive: boolean;
};

/** What stands for the credential: the emulator's own, or undefined where the environment holds a real one. */
export function demoCredential({ auth, demoToken, isLive }: SnippetOptions): DemoCredential | undefined {
  if (demoToken === undefined || isLive) return undefined;
  return auth === "token" ? { token: demoToken } : { key: demoToken, email: "demo@example.com" };
}

export type DemoCredential = { token: string } | { key: string; email: string };
