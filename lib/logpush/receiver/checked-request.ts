/** The part of a request to the test receiver that its checks read. */
export type CheckedRequest = {
  /** Path and query as sent. */
  target: string;
  headers: [name: string, value: string][];
  kind: "probe" | "batch" | "alert";
  compressedBytes: number;
  /** The actual encoding of the body, whatever its headers say. */
  encoding: "gzip" | "broken-gzip" | "none";
  textBytes: number;
  /** Decompressed text. */
  body: string;
  /** The text is longer than the kept part. */
  bodyTruncated: boolean;
};

export type CheckLevel = "pass" | "warn" | "fail";

/** One check: its result in words and, where something is to be done, the next step. */
export type RequestCheck = { title: string; level: CheckLevel; words: string; nextStep?: string };

/** The value of a header, by its name in lower case. */
export function headerOf({ headers }: Pick<CheckedRequest, "headers">, name: string): string | undefined {
  return headers.find(([header]) => header.toLowerCase() === name)?.[1];
}

const levels = ["pass", "warn", "fail"] as const;

/** The worst level of all checks, and how many have it. */
export function summarizeChecks(checks: readonly RequestCheck[]): { level: CheckLevel; count: number } {
  const level = levels.findLast((each) => checks.some((check) => check.level === each)) ?? "pass";
  return { level, count: checks.filter((check) => check.level === level).length };
}
