import type { BodyFormat } from "./body-format.ts";
import { quoteYaml } from "./quote-yaml.ts";
import { factsOf, type ReceiverConfig, type ReceiverValues } from "./receiver-facts.ts";

/** The receiver's own default limit (opentelemetry-collector-contrib, receiver/cloudflare). */
const defaultBodyLimit = 20_000_000;

/** Fields that hold the time of a record in the datasets, those of http_requests first. */
const timestampFields = [
  "EdgeStartTimestamp",
  "EdgeEndTimestamp",
  "Datetime",
  "Timestamp",
  "When",
  "ActionTimestamp",
  "CreatedAt",
  "DetectedTimestamp",
  "SessionStartTime",
  "TimestampStart",
  "RequestedAt",
];

/**
 * The `cloudflare` receiver of the OpenTelemetry Collector (contrib distribution), which Grafana Alloy, Honeycomb and
 * Bindplane wrap. It decompresses gzip, accepts any path, reads plain NDJSON only and supports one header,
 * `X-CF-Secret`.
 */
export function otelConfig(values: ReceiverValues): ReceiverConfig {
  const facts = factsOf(values, {
    canRead: (name) => name.toLowerCase() === "x-cf-secret",
    suggestion: "X-CF-Secret",
  });
  const timestampField = timestampFields.find((name) => values.fieldNames.includes(name));
  const lines = [
    `# ${facts.url}`,
    "# OpenTelemetry Collector, contrib distribution. Start it with LOGPUSH_SECRET",
    "# in its environment: the value of the header X-CF-Secret.",
    ...(facts.hasTwoReadings
      ? [
          "# The job writes a + into that value; programs read it as a space or a plus.",
          "# The collector compares with only one value: encode the + first.",
        ]
      : []),
    "receivers:",
    "  cloudflare:",
    "    logs:",
    `      endpoint: ${quoteYaml(`0.0.0.0:${facts.port}`)}`,
    `      secret: \${env:LOGPUSH_SECRET}`,
    `      timestamp_field: ${quoteYaml(timestampField ?? "EdgeStartTimestamp")}`,
    `      timestamp_format: ${receiverFormat(values.timestampFormat)}`,
    ...limitLines(facts.maxBytes),
    "      tls:",
    "        cert_file: /etc/otelcol/logpush/fullchain.pem",
    "        key_file: /etc/otelcol/logpush/privkey.pem",
    "",
    "processors:",
    "  # Cloudflare's test request is answered like any record and dropped here.",
    "  filter/logpush_test:",
    "    error_mode: ignore",
    "    logs:",
    "      log_record:",
    `        - ${quoteYaml('body["content"] == "tests"')}`,
    "",
    "exporters:",
    "  # Put your own exporter here.",
    "  debug:",
    "    verbosity: basic",
    "",
    "service:",
    "  pipelines:",
    "    logs:",
    "      receivers: [cloudflare]",
    "      processors: [filter/logpush_test]",
    "      exporters: [debug]",
  ];
  return {
    fileName: "/etc/otelcol-contrib/config.yaml",
    text: `${lines.join("\n")}\n`,
    notes: [...facts.notes, ...notesOf(facts.format, timestampField, values.timestampFormat)],
    ...(facts.isHeaderSuggested ? { suggestedHeader: facts.headerName } : {}),
  };
}

/** Go's RFC 3339 parser also accepts fractions of a second. */
function receiverFormat(timestampFormat: string): string {
  return timestampFormat === "unix" || timestampFormat === "unixnano" ? timestampFormat : "rfc3339";
}

function limitLines(maxBytes: number | undefined): string[] {
  if (maxBytes !== undefined && maxBytes <= defaultBodyLimit) return [];
  return [
    "      # Without it, newer versions refuse more than 20 MB; versions before March",
    "      # 2026 have no limit and do not know this setting.",
    `      max_request_body_size: ${maxBytes ?? 100_000_000}`,
  ];
}

function notesOf(format: BodyFormat, timestampField: string | undefined, timestampFormat: string): string[] {
  const notes: string[] = [];
  if (format !== "ndjson") {
    notes.push(
      "The cloudflare receiver only reads plain NDJSON: remove prefixes, delimiters, template and CSV from the job.",
    );
  }
  if (timestampField === undefined) {
    notes.push("None of the selected fields is a timestamp, so records have no time. Add one.");
  }
  if (timestampFormat === "unixnano") {
    notes.push(
      "The cloudflare receiver reads numbers as floating point, so unixnano loses about 100 ns. rfc3339ns does not.",
    );
  }
  return notes;
}
