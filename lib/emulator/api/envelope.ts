import type { ErrorItem } from "./failure.ts";

export type ResultInfo = { page: number; per_page: number; count: number; total_count: number; total_pages: number };

/** The success envelope of every Cloudflare answer. */
export function success(result: unknown, resultInfo?: ResultInfo): Response {
  const envelope = { errors: [], messages: [], result, success: true };
  return Response.json(resultInfo ? { ...envelope, result_info: resultInfo } : envelope);
}

/** The failure envelope: `result` is null and `errors` has at least one item. */
export function failure(status: number, errors: ErrorItem[], headers: Record<string, string> = {}): Response {
  return Response.json({ errors, messages: [], result: null, success: false }, { status, headers });
}
