import "server-only";

/** The code of a system error, such as ENOENT. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
}
