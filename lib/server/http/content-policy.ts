import "server-only";

type Page = { nonce: string; isHttps: boolean; isDev: boolean };

/**
 * The Content-Security-Policy of a page. Only scripts with this answer's nonce run, and they may load the chunks they
 * need; everything else comes from this server. Inline styles are allowed, because React writes them.
 */
export function contentPolicy({ nonce, isHttps, isDev }: Page): string {
  return [
    "default-src 'self'",
    // React's development build evaluates text to show stacks of the server.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // On this machine there is no https to upgrade to.
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
