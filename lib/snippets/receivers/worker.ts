import type { BodyFormat } from "./body-format.ts";
import { quoteJs } from "./quote-js.ts";
import { factsOf, type ReceiverConfig, type ReceiverValues, secretHeaderName } from "./receiver-facts.ts";

/** An isolate has 128 MB ("Workers limits"), and text in memory takes two bytes per character. */
const comfortableBytes = 50_000_000;

/**
 * A complete Cloudflare Worker: it checks the secret, decompresses, reads the records and stores them in R2 or in its
 * log.
 */
export function workerScript(values: ReceiverValues): ReceiverConfig {
  const facts = factsOf(values, { canRead: () => true, suggestion: secretHeaderName });
  const maxBytes = facts.maxBytes ?? comfortableBytes;
  const text = `// ${facts.url}
// Cloudflare Worker. Give it the value of the header ${facts.headerName}:
//   npx wrangler secret put LOGPUSH_SECRET
${
  facts.hasTwoReadings
    ? `// The job writes a + into that value, and programs differ in how they read it.
// Give LOGPUSH_SECRET the value with spaces, and this the value with pluses:
//   npx wrangler secret put LOGPUSH_SECRET_PLUS
`
    : ""
}// To store the batches, bind an R2 bucket as LOGS; without one, the records are
// written to the Worker's log.
const PATH = ${quoteJs(new URL(facts.path, "https://a.example").pathname)};
const SECRET_HEADER = ${quoteJs(facts.headerName)};
const DATASET = ${quoteJs(values.dataset)};
// ${facts.maxBytes === undefined ? "The job sets no max_upload_bytes: set one, and this to the same." : "The job's max_upload_bytes, which counts the uncompressed text."}
const MAX_BYTES = ${maxBytes};

${handlerOf(facts.hasTwoReadings ? ["LOGPUSH_SECRET", "LOGPUSH_SECRET_PLUS"] : ["LOGPUSH_SECRET"])}

${parsers[facts.format]}

${helpers}
`;
  return {
    fileName: "src/index.js",
    text,
    notes: [...facts.notes, ...notesOf(maxBytes, values.timestampFormat, facts.format)],
    ...(facts.isHeaderSuggested ? { suggestedHeader: facts.headerName } : {}),
  };
}

function notesOf(maxBytes: number, timestampFormat: string, format: BodyFormat): string[] {
  const notes: string[] = [];
  if (maxBytes > comfortableBytes) {
    notes.push("A Worker has 128 MB of memory. Lower Max upload bytes to 50 MB or less.");
  }
  if (timestampFormat === "unixnano" && (format === "ndjson" || format === "array")) {
    notes.push("JSON.parse rounds unixnano timestamps. The stored text has all digits.");
  }
  return notes;
}

function handlerOf(secrets: string[]): string {
  const settings = secrets.map((name) => `    if (!env.${name}) return answer(500, "${name} is not set");`).join("\n");
  const [first = "", ...others] = secrets.map((name) => `(await isSame(given, env.${name}))`);
  const isRefused = others.length === 0 ? `!${first}` : `!(${[first, ...others].join(" || ")})`;
  return `export default {
  async fetch(request, env) {
    if (new URL(request.url).pathname !== PATH) return answer(404, "Not found");
    if (request.method !== "POST") return answer(405, "Use POST", { Allow: "POST" });
${settings}
    const given = request.headers.get(SECRET_HEADER) ?? "";
    if (${isRefused}) return answer(401, "The secret is missing or wrong");

    let text;
    let records;
    try {
      text = await readBody(request);
      records = isTest(text) ? [] : parseRecords(text);
    } catch (error) {
      return answer(error instanceof RangeError ? 413 : 400, error.message);
    }
    if (records.length > 0) await keep(text, records, env);
    return answer(200, \`\${records.length} records\`);
  },
};`;
}

const lineParser = `// The job's records are not JSON objects; each line stays a text.
function parseRecords(text) {
  return text.split("\\n").filter((line) => line !== "");
}`;

const parsers: Record<BodyFormat, string> = {
  ndjson: `function parseRecords(text) {
  return text
    .split("\\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}`,
  array: `function parseRecords(text) {
  const records = JSON.parse(text);
  if (!Array.isArray(records)) throw new SyntaxError("The batch is not a JSON array");
  return records;
}`,
  csv: lineParser,
  lines: lineParser,
};

const helpers = `/** Cloudflare tests a destination with {"content":"tests"} before it saves a job. */
function isTest(text) {
  return /^\\s*\\{\\s*"content"\\s*:\\s*"tests?"\\s*\\}\\s*$/.test(text);
}

async function keep(text, records, env) {
  if (!env.LOGS) {
    for (const record of records) console.log(JSON.stringify(record));
    return;
  }
  // Logpush may send a batch twice; the same text gets the same key on the same day.
  const name = Array.from(await digest(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
  await env.LOGS.put(\`\${DATASET}/\${new Date().toISOString().slice(0, 10)}/\${name}.log\`, text);
}

/** The text of the body, unpacked if it is gzip, and never more than MAX_BYTES of it. */
async function readBody(request) {
  const packed = new Uint8Array(await request.arrayBuffer());
  const stream = new Blob([packed]).stream();
  const isGzip = packed[0] === 0x1f && packed[1] === 0x8b;
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of isGzip ? stream.pipeThrough(new DecompressionStream("gzip")) : stream) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new RangeError(\`The batch has more than \${MAX_BYTES} bytes\`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Compares in constant time: digests have equal length, and every byte is compared. */
async function isSame(a, b) {
  const [left, right] = await Promise.all([digest(a), digest(b)]);
  return left.reduce((difference, byte, index) => difference | (byte ^ right[index]), 0) === 0;
}

async function digest(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function answer(status, text, headers = {}) {
  return new Response(\`\${text}\\n\`, { status, headers });
}`;
