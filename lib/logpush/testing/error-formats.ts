/** An answer of Cloudflare's API, for programs to print. */
export type ApiAnswer = { status: number; code: number; message: string };

const reasons: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
};
const sdkErrors: Record<number, string> = {
  400: "BadRequestError",
  401: "AuthenticationError",
  403: "PermissionDeniedError",
  404: "NotFoundError",
  429: "RateLimitError",
};

const job = "https://api.cloudflare.com/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/logpush/jobs/7";

function envelope({ code, message }: ApiAnswer, indent?: number): string {
  return JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null }, null, indent);
}

function python({ code, message }: ApiAnswer): string {
  const text = message.includes("'") ? JSON.stringify(message) : `'${message.replaceAll("\\", "\\\\")}'`;
  return `{'success': False, 'errors': [{'code': ${code}, 'message': ${text}}], 'messages': [], 'result': None}`;
}

/** As Terraform prints it: a frame, and lines that are broken between words. */
export function inBox(text: string, width = 60): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last.length + word.length < width) lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    else lines.push(word);
  }
  return ["╷", ...lines.map((line) => `│ ${line}`), "│ ", "╵"].join("\n");
}

/** How programs print an answer with its HTTP status. */
export const formatsWithStatus: Record<string, (answer: ApiAnswer) => string> = {
  "curl -i": (answer) =>
    `HTTP/2 ${answer.status} \r\ndate: Sat, 28 Nov 2026 10:00:00 GMT\r\ncontent-type: application/json\r\ncf-ray: 8f0012345678abcd-FRA\r\n\r\n${envelope(answer)}`,
  "curl -w": (answer) => `${envelope(answer)}\n${answer.status}`,
  "curl -w with a name": (answer) => `${envelope(answer)}\nHTTP_CODE: ${answer.status}`,
  "Go SDK": (answer) => `PUT "${job}": ${answer.status} ${reasons[answer.status]} ${envelope(answer)}`,
  "Go SDK, in a sentence": (answer) =>
    `Error: failed to make http request: PUT "${job}": ${answer.status} ${reasons[answer.status]} ${envelope(answer)}`,
  "Terraform v5": (answer) =>
    inBox(
      `Error: failed to make http request\n\n\nPUT "${job}": ${answer.status} ${reasons[answer.status]} ${envelope(answer)}`,
    ),
  "Terraform v5, in color": (answer) =>
    `\u001b[31m╷\u001b[0m\n\u001b[31m│\u001b[0m \u001b[1mError: \u001b[0mPUT "${job}": ${answer.status} ${reasons[answer.status]} ${envelope(answer, 1)}\u001b[0m`,
  "Terraform v4": ({ status, code, message }) =>
    `Error: error updating logpush job 7: HTTP status ${status}: ${message} (${code})`,
  "cloudflare-go v0": ({ status, message }) => `error from makeRequest: HTTP status ${status}: ${message}`,
  "Python SDK": (answer) => `cloudflare.${sdkErrors[answer.status]}: Error code: ${answer.status} - ${python(answer)}`,
  "Node SDK": (answer) => `${sdkErrors[answer.status]}: ${answer.status} ${envelope(answer)}\n    at APIError.generate`,
  "Node SDK, printed": ({ status, code, message }) =>
    `{\n  status: ${status},\n  error: {\n    success: false,\n    errors: [ { code: ${code}, message: ${JSON.stringify(message)} } ]\n  }\n}`,
  requests: (answer) =>
    `requests.exceptions.HTTPError: ${answer.status} Client Error: ${reasons[answer.status]} for url: ${job}\n${envelope(answer)}`,
  PowerShell: (answer) =>
    `Invoke-RestMethod: ${envelope(answer)}\nResponse status code does not indicate success: ${answer.status}`,
  Ansible: (answer) =>
    `fatal: [localhost]: FAILED! => {"changed": false, "json": ${envelope(answer)}, "msg": "Status code was ${answer.status} and not [200]", "status": ${answer.status}, "url": "${job}"}`,
  "a log line": (answer) =>
    `time="2026-11-28T10:00:00Z" level=error msg="PUT ${job}: ${answer.status} ${reasons[answer.status]}" body=${JSON.stringify(envelope(answer))}`,
  "a JSON log line": (answer) =>
    JSON.stringify({
      level: "error",
      status: answer.status,
      msg: `request to api.cloudflare.com failed: ${envelope(answer)}`,
    }),
};

/** How programs print an answer without its HTTP status. */
export const formatsWithoutStatus: Record<string, (answer: ApiAnswer) => string> = {
  envelope: (answer) => envelope(answer),
  "pretty-printed": (answer) => envelope(answer, 2),
  "escaped in a string": (answer) => JSON.stringify(envelope(answer)),
  "escaped twice": (answer) => `body=${JSON.stringify(JSON.stringify(envelope(answer)))}`,
  "Python's dict": (answer) => python(answer),
  "its errors": ({ code, message }) => JSON.stringify([{ code, message }]),
  "without its start": (answer) => envelope(answer).slice('{"success":false,"errors":['.length),
  "in typographic quotes": (answer) => envelope(answer).replaceAll('"', "”"),
  "code in front": ({ code, message }) => `${code}: ${message}`,
  "code behind": ({ code, message }) => `${message} (${code})`,
  wrangler: ({ code, message }) =>
    `✘ [ERROR] A request to the Cloudflare API (/zones/023e105f4ecef8ad9ca31a8372d0c353/logpush/jobs) failed.\n\n  ${message} [code: ${code}]`,
  Pulumi: ({ code, message }) =>
    `error: sdk-v2/provider2.go:566: sdk.helper_schema: error creating logpush job: ${message} (${code}): provider=cloudflare@6.1.0`,
  FATA: ({ code, message }) => `FATA[0004] ${message} (${code})`,
};

/** Where the text appears alone. */
export const formatsOfText: Record<string, (text: string) => string> = {
  alone: (text) => text,
  capitals: (text) => text.toUpperCase(),
  "small letters": (text) => text.toLowerCase(),
  "a box of Terraform": (text) => inBox(`Error: ${text}`, 50),
  "a narrow terminal": (text) => text.replace(/(.{28})/g, "$1\n"),
  "a line of a job": (text) => `"error_message": ${JSON.stringify(text)},`,
  "a job": (text) => JSON.stringify({ id: 7, error_message: text, last_error: "2026-11-28T10:00:00Z" }),
  "a log line": (text) => `2026-11-28T10:00:00Z ERROR logpush: ${text}`,
};
