import { checkDuplicates, type SeenRecords } from "./check-duplicates.ts";
import { checkFormat } from "./check-format.ts";
import { checkAuthentication, checkCompression, checkContentType } from "./check-headers.ts";
import { checkSize } from "./check-size.ts";
import { checkOrder, checkTimestamps, findTimeFields } from "./check-times.ts";
import type { CheckedRequest, RequestCheck } from "./checked-request.ts";
import type { ReceivedBody } from "./read-body.ts";

export type ArrivalToCheck = {
  request: CheckedRequest;
  body: ReceivedBody;
  /** The earlier accepted requests of the same job; absent if no job sent this one. */
  earlier?: readonly SeenRecords[];
};

/**
 * Checks a request as a careful receiver would: authenticated, compressed as declared, readable, in time and order,
 * new, and not too large. A test request has no records to check, and an alert is not a log.
 */
export function checkArrival({ request, body, earlier }: ArrivalToCheck): RequestCheck[] {
  // A test request is one object, whatever format the records will have.
  const format = request.kind === "probe" ? "text" : body.format;
  const transport = [checkAuthentication(request), checkCompression(request), checkContentType(request, format)];
  if (request.encoding === "broken-gzip") return transport;
  if (request.kind === "probe") return [...transport, checkProbe(request)];
  if (request.kind === "alert") return [...transport, checkFormat(body)];
  const fields = findTimeFields(body);
  const order = checkOrder(body.records, fields);
  return [
    ...transport,
    checkFormat(body),
    ...(body.records.length > 0 ? [checkTimestamps(fields)] : []),
    ...(order ? [order] : []),
    ...(earlier ? [checkDuplicates(body.records, earlier)] : []),
    checkSize(request, body.records.length),
  ];
}

function checkProbe({ body }: CheckedRequest): RequestCheck {
  const title = "Test request";
  // Documentation, "API configuration", destination: the upload that proves a destination.
  if (body === '{"content":"tests"}')
    return { title, level: "pass", words: "Cloudflare sends this whenever a job is saved, enabled or disabled." };
  return { title, level: "warn", words: "The content differs from Cloudflare’s test request." };
}
