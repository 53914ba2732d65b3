import { formatCount } from "#lib/logpush/format-count.ts";
import { formatBytes } from "../job/format-bytes.ts";
import type { CheckedRequest, RequestCheck } from "./checked-request.ts";

type Norm = { name: string; wireBytes?: number; textBytes?: number; records?: number };

/** Default limits of common receivers, the strictest first. */
const norms: Norm[] = [
  // nginx, ngx_http_core_module: client_max_body_size, default 1m.
  { name: "nginx without client_max_body_size", wireBytes: 1_048_576 },
  // Datadog, "Send logs": 5 MB uncompressed and 1,000 entries in one request.
  { name: "Datadog", textBytes: 5_000_000, records: 1000 },
  // OpenTelemetry Collector, confighttp: max_request_body_size, default 20 MiB, counted decompressed.
  { name: "the OpenTelemetry Collector", textBytes: 20_971_520 },
];

/** Compares the size of a request with the defaults of common receivers. */
export function checkSize(
  request: Pick<CheckedRequest, "compressedBytes" | "textBytes">,
  records: number,
): RequestCheck {
  const title = "Size";
  const { compressedBytes, textBytes } = request;
  const measure = `${formatBytes(compressedBytes)} on the wire, ${formatBytes(textBytes)} decompressed, ${formatCount(records)} ${records === 1 ? "record" : "records"}`;
  const passed = norms.filter((norm) => excess(norm, { compressedBytes, textBytes, records }) !== undefined);
  if (passed.length === 0)
    return { title, level: "pass", words: `${measure}: within the default limits of common servers.` };
  const reasons = passed.map((norm) => `${norm.name} (${excess(norm, { compressedBytes, textBytes, records })})`);
  return {
    title,
    level: "warn",
    words: `${measure}: exceeds the default limit of ${reasons.join(" and ")}.`,
    nextStep: "Raise the server’s limit, or lower the job’s Max upload bytes, records or interval.",
  };
}

function excess(norm: Norm, size: { compressedBytes: number; textBytes: number; records: number }): string | undefined {
  if (norm.wireBytes !== undefined && size.compressedBytes > norm.wireBytes)
    return `${formatBytes(norm.wireBytes)} on the wire`;
  if (norm.textBytes !== undefined && size.textBytes > norm.textBytes)
    return `${formatBytes(norm.textBytes)} decompressed`;
  return norm.records !== undefined && size.records > norm.records ? `${formatCount(norm.records)} records` : undefined;
}
