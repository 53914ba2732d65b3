/** A request that reached the built-in receiver, as this page shows it. */
export type ReceivedRequest = {
  id: string;
  /** RFC 3339 */
  receivedAt: string;
  host: string;
  method: string;
  /** Path and query as sent. */
  target: string;
  headers: [name: string, value: string][];
  kind: "probe" | "batch" | "other";
  compressedBytes: number;
  /** Decompressed text. */
  body: string;
  bodyTruncated: boolean;
  records: number;
  /** 0 where the connection was closed without an answer. */
  status: number;
  jobId?: number;
};
