import type { CheckedRequest } from "./checked-request.ts";

/** For tests: a batch from a correctly configured job. */
export function checkedRequest(changes: Partial<CheckedRequest> = {}): CheckedRequest {
  const body = changes.body ?? '{"RayID":"a","EdgeStartTimestamp":"2026-01-02T03:04:05Z"}\n';
  return {
    target: "/",
    headers: [
      ["Content-Encoding", "gzip"],
      ["Authorization", "Bearer canary-secret"],
      ["Content-Type", "application/x-ndjson"],
    ],
    kind: "batch",
    compressedBytes: 100,
    encoding: "gzip",
    textBytes: body.length,
    body,
    bodyTruncated: false,
    ...changes,
  };
}
