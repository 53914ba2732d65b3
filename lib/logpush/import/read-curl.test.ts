import { describe, expect, test } from "vitest";
import type { FoundJob } from "./found-job.ts";
import { fillGaps, listGaps } from "./gaps.ts";
import { readCurl } from "./read-curl.ts";

const jobs = "https://api.cloudflare.com/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/logpush/jobs";

function read(text: string): FoundJob {
  const found = readCurl(text);
  if (!found.ok) throw new Error(`${found.error.code} ${found.error.message}`);
  return found.value;
}

/** The command of the documentation ("Enable HTTP destination"), prompt, quotes, placeholders and all. */
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

  test("texts that the shell does not hold become gaps, also where JSON wants no text", () => {
    const { body } = read(
      `curl ${jobs} -d "{\\"name\\":\\"$N\\",\\"enabled\\":$ON,\\"dataset\\":\\"\${D:-dns_logs}\\"}"`,
    );
    expect(
      JSON.parse(JSON.stringify(body), (_key, value) => (typeof value === "string" ? fillGaps(value) : value)),
    ).toEqual({ name: "$N", enabled: "$ON", dataset: "dns_logs" });
    expect(listGaps(JSON.stringify(body)).map(({ source }) => source)).toEqual(["$N", "$ON"]);
  });
});

test("an update says what it changes only, and for which job", () => {
  const { isWhole, ignored } = read(`curl -X PUT ${jobs}/146 -d '{"enabled":false}'`);
  expect(isWhole).toBe(false);
  expect(ignored).toContainEqual({ what: "job 146", why: expect.stringContaining("makes a new one") });
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

describe("credentials are named and never kept", () => {
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

test("of several commands the first that makes a job is read, and the others are named", () => {
  const found = read(`
set -e
curl ${jobs} -H "Authorization: Bearer $T" | jq .
curl -X POST https://api.cloudflare.com/client/v4/zones/x/logpush/validate/destination -d '{"destination_conf":"a"}'
curl -X POST ${jobs} -d '{"name":"first"}'
curl -X POST ${jobs} -d '{"name":"second"}'`);
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
  [`curl ${jobs} -d "$(jq -n '{}')"`, "E_IMPORT_BODY_ELSEWHERE"],
  [`curl ${jobs} -d @-`, "E_IMPORT_BODY_ELSEWHERE"],
])("%s: %s", (text, code) => {
  expect(readCurl(text)).toMatchObject({ ok: false, error: { code, at: "importText" } });
});

test("errors say where", () => {
  const message = (text: string) => {
    const found = readCurl(text);
    return found.ok ? "" : found.error.message;
  };
  expect(message(`curl ${jobs} -d @job.json`)).toContain("from the file job.json");
  expect(message(`curl ${jobs} -d '{\n "a": 1,\n}'`)).toContain("line 3, column 1 of the body");
  expect(message(`A=1\ncurl ${jobs} -d '{"name": "a"`)).toContain("breaks at line 2");
});

test("a fault behind the command is told, and the command is read all the same", () => {
  const found = read(`curl ${jobs} -d '{"name":"a"}'\n)`);
  expect(found.body).toEqual({ name: "a" });
  expect(found.unread).toEqual([{ what: "line 2", why: expect.stringContaining("shell would stumble") }]);
});
