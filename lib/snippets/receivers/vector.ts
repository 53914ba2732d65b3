import type { BodyFormat } from "./body-format.ts";
import { quoteYaml } from "./quote-yaml.ts";
import { factsOf, type ReceiverConfig, type ReceiverValues, secretHeaderName } from "./receiver-facts.ts";

/** Newer versions refuse more than this, uncompressed (Vector pull request 25488). */
const bodyLimit = 104_857_600;

/**
 * Vector's `http_server` source, which decompresses gzip, and a file sink. The secret comes from the environment
 * through VRL: `${VAR}` in the file is off by default since 0.57 ("0.57 Upgrade Guide").
 */
export function vectorConfig(values: ReceiverValues): ReceiverConfig {
  const facts = factsOf(values, { canRead: () => true, suggestion: secretHeaderName });
  const { framing, codec, condition, note } = readings[facts.format];
  const lines = [
    `# ${facts.url}`,
    "# Vector 0.45 or newer. Start it with LOGPUSH_SECRET in its environment: the",
    `# value of the header ${facts.headerName} as your server receives it.`,
    ...(facts.hasTwoReadings
      ? [
          "# The job writes a + into that value, and programs differ in how they read",
          "# it: set LOGPUSH_SECRET with spaces, and LOGPUSH_SECRET_PLUS with pluses.",
        ]
      : []),
    "sources:",
    "  logpush:",
    "    type: http_server",
    `    address: ${quoteYaml(`0.0.0.0:${facts.port}`)}`,
    "    method: POST",
    `    path: ${quoteYaml(facts.path)}`,
    "    strict_path: true",
    "    auth:",
    "      strategy: custom",
    "      source: |-",
    ...secretLines(facts.headerName.toLowerCase(), facts.hasTwoReadings),
    "    framing:",
    `      method: ${framing}`,
    "    decoding:",
    `      codec: ${codec}`,
    "    tls:",
    "      enabled: true",
    "      crt_file: /etc/vector/logpush/fullchain.pem",
    "      key_file: /etc/vector/logpush/privkey.pem",
    "",
    "transforms:",
    "  # Cloudflare's test request is answered and goes no further.",
    "  records:",
    "    type: filter",
    "    inputs: [logpush]",
    `    condition: ${quoteYaml(condition)}`,
    "",
    "sinks:",
    "  # Any other sink does as well. With acknowledgements, Cloudflare gets its",
    "  # 200 when the records are written.",
    "  files:",
    "    type: file",
    "    inputs: [records]",
    "    path: /var/log/logpush/%Y-%m-%d.ndjson",
    "    encoding:",
    "      codec: json",
    "    acknowledgements:",
    "      enabled: true",
  ];
  const notes = [
    ...facts.notes,
    ...(note ? [note] : []),
    ...((facts.maxBytes ?? 0) > bodyLimit
      ? ["Newer versions of Vector reject batches above 100 MiB uncompressed. Lower Max upload bytes."]
      : []),
  ];
  return {
    fileName: "/etc/vector/vector.yaml",
    text: `${lines.join("\n")}\n`,
    notes,
    ...(facts.isHeaderSuggested ? { suggestedHeader: facts.headerName } : {}),
  };
}

function secretLines(header: string, hasTwoReadings: boolean): string[] {
  const isSame = (name: string) => `sha2(string!(.headers."${header}")) == sha2(get_env_var!("${name}"))`;
  const isSet = (name: string) => `        get_env_var!("${name}") != "" &&`;
  if (!hasTwoReadings) return [isSet("LOGPUSH_SECRET"), `          ${isSame("LOGPUSH_SECRET")}`];
  return [
    isSet("LOGPUSH_SECRET"),
    isSet("LOGPUSH_SECRET_PLUS"),
    `          (${isSame("LOGPUSH_SECRET")} ||`,
    `            ${isSame("LOGPUSH_SECRET_PLUS")})`,
  ];
}

type Reading = { framing: string; codec: string; condition: string; note?: string };

const isNoTestRecord = '.content != "tests"';
const isNoTestLine = `.message != s'{"content":"tests"}'`;

const readings: Record<BodyFormat, Reading> = {
  ndjson: { framing: "newline_delimited", codec: "json", condition: isNoTestRecord },
  // The array may contain line breaks, and each of its elements becomes an event.
  array: { framing: "bytes", codec: "json", condition: isNoTestRecord },
  csv: {
    framing: "newline_delimited",
    codec: "bytes",
    condition: isNoTestLine,
    note: "Each CSV line arrives as .message. Parse it with parse_csv in a remap transform.",
  },
  lines: {
    framing: "newline_delimited",
    codec: "bytes",
    condition: isNoTestLine,
    note: "The job's prefixes, delimiters or template produce custom text. Each line arrives as .message.",
  },
};
