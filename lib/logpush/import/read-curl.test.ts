import { describe, expect, test } from "vitest";
import type { FoundJob } from "./found-job.ts";
import { fillGaps, listGaps } from "./gaps.ts";
import { readCurl } from "./read-curl.ts";

const jobs = "https://api.cloudflare.com/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/logpush/jobs";

function read(text: string): FoundJob {
  const found = readCurl(text);
  if (!found.ok) throw new Error(`${found.error.code} ${found.error.message}`);
  const [job] = found.value;
  if (!job) throw new Error("no job");
  return job;
}

/** The command of the documentation ("Enable HTTP destination"), with its prompt, quotes and placeholders. */
const documented = `$ curl -s https://api.cloudflare.com/client/v4/zones/$ZONE_TAG/logpush/jobs -X POST -d '
{
  "name": "theburritobot.com-https",
  "logpull_options": "fields=RayID,EdgeStartTimestamp&timestamps=rfc3339",
  "destination_conf": "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
  "max_upload_bytes": 5000000,
  "max_upload_records": 1000,
  "dataset": "http_requests",
  "enabled": true
}' \\
-H "X-Auth-Email: <EMAIL>" \\
-H "X-Auth-Key: <API_KEY>"`;

test("the documentation's command", () => {
  const { body, scope = "", isWhole, ignored, unread } = read(documented);
  expect(body).toEqual({
    name: "theburritobot.com-https",
    logpull_options: "fields=RayID,EdgeStartTimestamp&timestamps=rfc3339",
    destination_conf:
      "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
    max_upload_bytes: 5_000_000,
    max_upload_records: 1000,
    dataset: "http_requests",
    enabled: true,
  });
  expect(isWhole).toBe(true);
  expect(fillGaps(scope)).toBe("zones/$ZONE_TAG");
  expect(listGaps(scope)).toEqual([{ source: "$ZONE_TAG", kind: "absent" }]);
  expect(ignored.map(({ what }) => what)).toEqual(["header X-Auth-Email", "header X-Auth-Key", "-s"]);
  expect(unread).toEqual([]);
});

describe("the body", () => {
  test.each([
    ["-d", `curl ${jobs} -d '{"name":"a"}'`],
    ["-d without a space", `curl ${jobs} -d'{"name":"a"}'`],
    ["--data", `curl ${jobs} --data '{"name":"a"}'`],
    ["--data-raw", `curl ${jobs} --data-raw '{"name":"a"}'`],
    ["--data-binary", `curl ${jobs} --data-binary '{"name":"a"}'`],
    ["--json", `curl --json '{"name":"a"}' --url ${jobs}`],
    ["--json in two parts", `curl --json '{"name":' --json '"a"}' ${jobs}`],
    ["combined short options", `curl -sSfXPOST ${jobs} -d '{"name":"a"}'`],
    ["a here-document", `curl ${jobs} -d @- <<EOF\n{"name":"a"}\nEOF`],
    ["a quoted here-document", `curl ${jobs} --data @- <<'EOF'\n{"name":"a"}\nEOF\n`],
    ["a pipe", `echo '{"name":"a"}' | curl ${jobs} -d @-`],
    ["a variable", `BODY='{"name":"a"}'\ncurl ${jobs} -d "$BODY"`],
    ["a variable in it", `N=a\ncurl ${jobs} -d "{\\"name\\":\\"\${N}\\"}"`],
    ["two prompts", `$ N=a\n$ curl ${jobs} \\\n> -d "{\\"name\\":\\"$N\\"}"`],
    ["a quotation", `> curl ${jobs} \\\n> -d '{"name":"a"}'`],
    ["Windows line ends", `curl ${jobs} \\\r\n -d '{"name":"a"}'\r\n`],
    ["sudo and a path", `sudo /usr/bin/curl ${jobs} -d '{"name":"a"}'`],
    ["options with values around it", `curl -m 5 -o out.json -w '%{http_code}' ${jobs} --retry 3 -d '{"name":"a"}'`],
    ["behind --", `curl -d '{"name":"a"}' -- ${jobs}`],
  ])("by %s", (_title, text) => {
    expect(read(text)).toMatchObject({
      body: { name: "a" },
      isWhole: true,
      scope: "zones/023e105f4ecef8ad9ca31a8372d0c353",
      unread: [],
    });
  });

  test("texts that the shell does not know become gaps, also where JSON allows no text", () => {
    const { body } = read(
      `curl ${jobs} -d "{\\"name\\":\\"$N\\",\\"enabled\\":$ON,\\"dataset\\":\\"\${D:-dns_logs}\\"}"`,
    );
    expect(
      JSON.parse(JSON.stringify(body), (_key, value) => (typeof value === "string" ? fillGaps(value) : value)),
    ).toEqual({ name: "$N", enabled: "$ON", dataset: "dns_logs" });
    expect(listGaps(JSON.stringify(body)).map(({ source }) => source)).toEqual(["$N", "$ON"]);
  });
});

test("an update contains only its changes, and names its job", () => {
  const { isWhole, ignored } = read(`curl -X PUT ${jobs}/146 -d '{"enabled":false}'`);
  expect(isWhole).toBe(false);
  expect(ignored).toContainEqual({ what: "job 146", why: expect.stringContaining("creates a new one") });
});

test.each([
  [`${jobs}`, "zones/023e105f4ecef8ad9ca31a8372d0c353"],
  [`https://api.cloudflare.com/client/v4/accounts/$ACCOUNT_ID/logpush/jobs`, "accounts/$ACCOUNT_ID"],
  [`"https://api.cloudflare.com/client/v4/zones/<ZONE_ID>/logpush/jobs"`, "zones/<ZONE_ID>"],
  [`https://api.cloudflare.com/client/v4/zones/<ZONE_ID>/logpush/jobs`, "zones/<ZONE_ID>"],
  [`https://api.cloudflare.com/client/v4/zones/{zone_id}/logpush/jobs/`, "zones/{zone_id}"],
  [`"$API/zones/\${ZONE_ID}/logpush/jobs"`, "zones/\u0024{ZONE_ID}"],
  [`http://127.0.0.1:3000/emulator/client/v4/zones/abc/logpush/jobs?x=y`, "zones/abc"],
  [`"$URL"`, undefined],
])("the scope of %s", (url, scope) => {
  const found = read(`curl ${url} -d '{"name":"a"}'`);
  expect(found.scope === undefined ? undefined : fillGaps(found.scope)).toBe(scope);
});

describe("credentials are reported and never kept", () => {
  const secret = "canary-7d1e";
  test.each([
    [`-H "Authorization: Bearer ${secret}"`, "header Authorization"],
    [`-H 'X-Auth-Key: ${secret}'`, "header X-Auth-Key"],
    [`--header "X-Auth-Email:${secret}"`, "header X-Auth-Email"],
    [`-H "Bearer ${secret}"`, "header that cannot be read"],
    [`-u user:${secret}`, "-u"],
    [`--user ${secret}`, "--user"],
    [`--oauth2-bearer ${secret}`, "--oauth2-bearer"],
    [`-b session=${secret}`, "-b"],
    [`-sSH "Authorization: Bearer ${secret}"`, "header Authorization"],
    [`${jobs}?token=${secret}`, "address number 2"],
  ])("%s", (option, what) => {
    const found = read(`TOKEN=${secret}\ncurl ${jobs} -d '{"name":"a"}' ${option} -H "X: $TOKEN"`);
    expect(found.ignored.map((item) => item.what)).toContain(what);
    expect(JSON.stringify(found)).not.toContain(secret);
  });
});

test("among several commands, each that creates a job can be chosen, and the others are reported", () => {
  const script = `
set -e
curl ${jobs} -H "Authorization: Bearer $T" | jq .
curl -X POST https://api.cloudflare.com/client/v4/zones/x/logpush/validate/destination -d '{"destination_conf":"a"}'
curl -X POST ${jobs} -d '{"name":"first"}'
curl -X POST ${jobs} -d '{"name":"second"}'`;
  const all = readCurl(script);
  expect(all.ok && all.value.map(({ label, body }) => [label, body])).toEqual([
    ["first", { name: "first" }],
    ["second", { name: "second" }],
  ]);
  const found = read(script);
  expect(found.body).toEqual({ name: "first" });
  expect(found.ignored.map(({ what }) => what)).toEqual([
    "curl in line 3",
    "jq in line 3",
    "curl in line 4",
    "curl in line 6",
  ]);
});

test.each([
  [`curl ${jobs} ^\n -d "{}"`, "E_IMPORT_WINDOWS"],
  [`curl.exe ${jobs} \`\n -d "{}"`, "E_IMPORT_WINDOWS"],
  [`curl ${jobs} -d '{"name": "a"`, "E_IMPORT_SHELL"],
  [`curl ${jobs}`, "E_IMPORT_NO_REQUEST"],
  [`curl -G ${jobs} -d a=b`, "E_IMPORT_NO_REQUEST"],
  [`curl https://example.com -d '{"name":"a"}'`, "E_IMPORT_NO_REQUEST"],
  [`curl ${jobs.replace("logpush/jobs", "logpush/edge/jobs")} -d '{"fields":"a"}'`, "E_IMPORT_NO_REQUEST"],
  [`curl ${jobs} -F name=a`, "E_IMPORT_NO_REQUEST"],
  ["curl", "E_IMPORT_NO_REQUEST"],
  [`curl ${jobs} -d '{"name": "a",}'`, "E_IMPORT_JSON_BODY"],
  [`curl ${jobs} -d '{"name":"a"}' -d '{}'`, "E_IMPORT_JSON_BODY"],
  [`curl ${jobs} -d '[]'`, "E_IMPORT_NO_JOB"],
  [`curl ${jobs} -d @job.json`, "E_IMPORT_BODY_ELSEWHERE"],
  [`curl ${jobs} -d "$BODY"`, "E_IMPORT_BODY_ELSEWHERE"],
  [`curl ${jobs} -d "$(jq -n -f job.jq)"`, "E_IMPORT_BODY_ELSEWHERE"],
  [`curl ${jobs} -d @-`, "E_IMPORT_BODY_ELSEWHERE"],
])("%s: %s", (text, code) => {
  expect(readCurl(text)).toMatchObject({ ok: false, error: { code, at: "importText" } });
});

test("errors have a position", () => {
  const message = (text: string) => {
    const found = readCurl(text);
    return found.ok ? "" : found.error.message;
  };
  expect(message(`curl ${jobs} -d @job.json`)).toContain("from the file job.json");
  expect(message(`curl ${jobs} -d '{\n "a": 1,\n}'`)).toContain("line 3, column 1 of the body");
  expect(message(`A=1\ncurl ${jobs} -d '{"name": "a"`)).toContain("is invalid at line 2");
});

test("an error after the command is reported, and the command is read anyway", () => {
  const found = read(`curl ${jobs} -d '{"name":"a"}'\n)`);
  expect(found.body).toEqual({ name: "a" });
  expect(found.unread).toEqual([{ what: "line 2", why: expect.stringContaining("shell cannot parse this line") }]);
});

const command = `{"dataset":"http_requests","destination_conf":"https://logs.example.com/in"}`;
const body = JSON.parse(command);

describe("commands as people copy them", () => {
  test.each<[title: string, text: string, scope: string]>([
    [
      "a placeholder with a space",
      `curl --location --request POST 'https://api.cloudflare.com/client/v4/zones/<ZONE ID>/logpush/jobs' --data-raw '${command}'`,
      "zones/<ZONE ID>",
    ],
    ["the same without quotes", `curl https://h/zones/<ZONE ID>/logpush/jobs -d '${command}'`, "zones/<ZONE ID>"],
    [
      "double braces",
      `curl "https://h/accounts/{{ account id }}/logpush/jobs" -d '${command}'`,
      "accounts/{{ account id }}",
    ],
    ["square brackets", `curl https://h/zones/[ZONE ID]/logpush/jobs -d '${command}'`, "zones/[ZONE ID]"],
    ["a name in capitals", `curl https://h/zones/YOUR_ZONE_ID/logpush/jobs -d '${command}'`, "zones/YOUR_ZONE_ID"],
    ["a name for a path", `curl https://h/zones/:zone_id/logpush/jobs -d '${command}'`, "zones/:zone_id"],
  ])("%s", (_title, text, scope) => {
    const found = read(text);
    expect(found.body).toEqual(body);
    expect(fillGaps(found.scope ?? "")).toBe(scope);
    expect(listGaps(found.scope ?? "")).toEqual([{ source: scope.slice(scope.indexOf("/") + 1), kind: "placeholder" }]);
  });

  test.each<[title: string, text: string]>([
    ["empty lines between the lines", `curl -s ${jobs} \\\n\n-H "X-Auth-Key: k" \\\n \n\n-d '${command}'`],
    ["spaces behind the backslash", `curl -s ${jobs} \\  \n  -d '${command}'`],
    ["no backslashes", `curl ${jobs}\n  -X POST\n  -H "X-Auth-Key: k"\n  --data '${command}'`],
    ["-h in place of -H", `curl ${jobs} -h 'X-Auth-Key: k' -d '${command}'`],
    ["a root prompt", `# curl ${jobs} -d '${command}'`],
    [
      "jq in a variable",
      `P=$(jq -n --arg H logs.example.com '{dataset: "http_requests", destination_conf: ("https://" + $H + "/in")}')\ncurl ${jobs} --data "$P"`,
    ],
    ["jq in a pipe", `jq -n '${command}' | curl ${jobs} -d @-`],
    ["wget", `wget --method=POST --header "X: y" --body-data='${command}' -O - ${jobs}`],
    ["wget with --post-data", `wget --post-data '${command}' ${jobs}`],
    [
      "HTTPie with items",
      `http POST ${jobs} X-Auth-Key:k dataset=http_requests destination_conf=https://logs.example.com/in`,
    ],
    ["HTTPie with a body", `echo '${command}' | http ${jobs}`],
    ["xh", `xh post ${jobs} --raw '${command}'`],
  ])("%s", (_title, text) => {
    const found = read(text);
    expect(found).toMatchObject({ body, isWhole: true, scope: "zones/023e105f4ecef8ad9ca31a8372d0c353", unread: [] });
  });
});

test("a header given with -h is reported as a header", () => {
  expect(read(`curl ${jobs} -h 'X-Auth-Key: k' -d '${command}'`).ignored).toContainEqual({
    what: "header X-Auth-Key",
    why: expect.stringContaining("Credentials"),
  });
});

test.each([
  [`curl ${jobs} \\\n -H 'X-Auth-Email: a@example.com’ \\\n -d '${command}'`, "Line 2: ’"],
  [`curl ${jobs} -d ‘${command}’`, "Line 1: ‘"],
  [`curl \\\n “${jobs}” \\\n -d '{}'`, "Line 2: “"],
])("a curly quote is reported with its line: %s", (text, message) => {
  const found = readCurl(text);
  expect(found.ok ? "" : found.error.message).toContain(message);
  expect(found).toMatchObject({ error: { code: "E_IMPORT_QUOTE" } });
});

test("a command whose body cannot be read is reported beside the readable ones", () => {
  const found = read(`curl ${jobs} -d '${command}'\ncurl ${jobs} -d @second.json`);
  expect(found.body).toEqual(body);
  expect(found.unread).toEqual([{ what: "curl in line 2", why: expect.stringContaining("the file second.json") }]);
});

test("a message repeats no expression", () => {
  const found = readCurl(`P=$(python3 -c '${"x".repeat(200)} canary')\ncurl ${jobs} -d "$P"`);
  expect(found).toMatchObject({
    error: { message: "The job's JSON is not in the text: it comes from the output of python3 in line 1." },
  });
});
