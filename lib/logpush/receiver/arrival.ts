import type { CheckedRequest, CheckLevel, RequestCheck } from "./checked-request.ts";
import type { ReceivedFormat } from "./read-body.ts";

/** A request in the list of the test receiver. */
export type Arrival = Pick<CheckedRequest, "kind" | "target" | "compressedBytes"> & {
  id: string;
  /** RFC 3339 */
  receivedAt: string;
  host: string;
  /** 0 if it got no answer. */
  status: number;
  isSlow: boolean;
  records: number;
  jobId?: number;
  /** The name of its job, or its id. Empty if no job sent it. */
  jobName: string;
  /** The worst level of its checks, and how many checks have it. */
  checks: { level: CheckLevel; count: number };
};

/** The first records of a body, cell by cell. */
export type BodyTable = { columns: string[]; rows: { number: number; cells: string[] }[]; total: number };

/** The details of one request. */
export type ArrivalDetail = {
  method: string;
  host: string;
  target: string;
  headers: [name: string, value: string][];
  /** The answer to it. Without a status there was none. */
  answer: { status: number; isSlow: boolean; headers: [name: string, value: string][]; body: string };
  format: ReceivedFormat;
  encoding: CheckedRequest["encoding"];
  compressedBytes: number;
  textBytes: number;
  /** The start of the text. */
  text: string;
  isTextCut: boolean;
  table: BodyTable;
  checks: RequestCheck[];
  jobId?: number;
};
