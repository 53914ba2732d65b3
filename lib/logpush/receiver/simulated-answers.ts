/** The answers that the test receiver can be set to, in the order of the list. */
export const simulatedAnswers = [
  { id: "ok", label: "200", note: "accepts", words: "Accepts everything." },
  {
    id: "require-auth",
    label: "401",
    note: "without Authorization",
    words: "Behind authentication: a proxy or ingest API that requires a token or password.",
  },
  {
    id: "unauthorized",
    label: "401",
    note: "always",
    words: "The token was revoked or the password changed. No header is accepted.",
  },
  {
    id: "require-json",
    label: "415",
    note: "unless JSON",
    words: "Like Elastic’s HTTP endpoint and strict frameworks: Content-Type must be application/json.",
  },
  { id: "unsupported", label: "415", note: "always", words: "A route for forms or XML, the wrong URL for logs." },
  {
    id: "rate-limit",
    label: "429",
    note: "too many",
    words: "A quota is exhausted. Retry-After says when to try again.",
  },
  {
    id: "error",
    label: "500",
    note: "error",
    words: "The application has crashed or lost its database.",
  },
  {
    id: "slow",
    label: "Slow",
    note: "200 after 6 s",
    words: "Writes to storage before it responds. Close to Cloudflare’s timeout of 10 s.",
  },
  {
    id: "hang",
    label: "Hang",
    note: "no response",
    words: "Accepts the connection and never responds, like a stuck worker or a full queue.",
  },
  {
    id: "no-gzip",
    label: "400",
    note: "rejects gzip",
    words: "Parses the body without decompressing it. Logpush always compresses with gzip.",
  },
] as const;

export type SimulatedAnswer = (typeof simulatedAnswers)[number]["id"];
