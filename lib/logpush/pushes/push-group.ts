import { decodeHealthStatus } from "../decode/decode.ts";
import type { AppError } from "../result.ts";

/**
 * How many pushes that began in a span of time (its start, RFC 3339) ended with a status: the endpoint's, or one of
 * Cloudflare's own. If the API reports it: whether they are final, their number of records, and their uncompressed
 * bytes.
 */
export type PushGroup = {
  start: string;
  status: number;
  count: number;
  isFinal?: boolean;
  records?: number;
  bytes?: number;
};

/** One status over the whole time; `cause` is null for a delivery. */
export type PushStatus = { status: number; count: number; cause: AppError | null };

/** Whether the status of a push means that its batch arrived. */
export function isDelivered(status: number): boolean {
  return decodeHealthStatus(status) === undefined;
}
