import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { rowsOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { withPlaceholders } from "#lib/logpush/job/placeholders.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { destinations, messyConfs } from "#lib/logpush/testing/arbitraries.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { type CurlOptions, curlForCreate } from "./curl.ts";
import { nastyStrings } from "./nasty-strings.fixture.ts";

const shells = ["dash", "bash"];
const modes = ["variables", "inline"] as const;
const live: CurlOptions = {
  apiBase: "https://api.cloudflare.com/client/v4",
  auth: "token",
  secrets: "variables",
  isLive: true,
};
const scopeId = "023e105f4ecef8ad9ca31a8372d0c353";

describe("the text", () => {
  test("of the documentation's example", () => {
    expect(curlForCreate({ ...live, values: exampleValues() })).toBe(
      String.raw`LOGPUSH_AUTHORIZATION='Basic%20REDACTED'
curl -sS --fail-with-body --globoff --proto '=https' -X POST 'https://api.cloudflare.com/client/v4/zones/${scopeId}/logpush/jobs' \
  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \
  -H 'Content-Type: application/json' \
  --data-raw '{
  "name": "theburritobot.com-https",
  "output_options": {
    "field_names": ["RayID", "EdgeStartTimestamp"],
    "timestamp_format": "rfc3339"
  },
  "destination_conf": "https://logs.example.com?header_Authorization='"$LOGPUSH_AUTHORIZATION"'&tags=host:theburritobot.com,dataset:http_requests",
  "max_upload_bytes": 5000000,
  "max_upload_records": 1000,
  "dataset": "http_requests",
  "enabled": true
}'`,
    );
  });

  test("contains no secret in the command when variables are requested", () => {
    const command = curlForCreate({ ...live, values: exampleValues() }).split("\ncurl ")[1];
    expect(command).not.toContain("REDACTED");
    expect(curlForCreate({ ...live, values: exampleValues(), secrets: "inline" })).not.toContain("LOGPUSH_");
  });

  test("sets the demo credential on the emulator only", () => {
    const emulator = { ...live, isLive: false, demoToken: "demo", values: exampleValues() };
    expect(curlForCreate(emulator).split("\n")[0]).toBe("CLOUDFLARE_API_TOKEN='demo'");
    expect(curlForCreate(emulator)).not.toContain("--proto");
    expect(curlForCreate({ ...emulator, auth: "key" })).toMatch(
      /^CLOUDFLARE_EMAIL='.+'\nCLOUDFLARE_API_KEY='demo'\n[\s\S]*-H "X-Auth-Email: \$CLOUDFLARE_EMAIL" \\\n {2}-H "X-Auth-Key: \$CLOUDFLARE_API_KEY"/,
    );
    expect(curlForCreate({ ...emulator, isLive: true })).not.toContain("demo");
  });

  test("gives every secret its own variable", () => {
    const query = [
      header("X-Key", "a1"),
      param("x_key", "a2"),
      param("key", "a3"),
      header("***", "a4"),
      header("***", "a5"),
    ];
    const names = curlForCreate({ ...live, values: exampleValues({ query }) }).match(/^LOGPUSH_\w+/gm);
    expect(names).toEqual([
      "LOGPUSH_X_KEY",
      "LOGPUSH_X_KEY_2",
      "LOGPUSH_KEY",
      "LOGPUSH_2A_2A_2A",
      "LOGPUSH_2A_2A_2A_2",
    ]);
  });

  test("always renders, with placeholders for what is missing", () => {
    const empty = exampleValues({ scope: "", endpoint: "", query: [header("", "")], fieldNames: [], name: "" });
    const { values } = withPlaceholders(empty);
    expect(curlForCreate({ ...live, values })).toContain("https://ENDPOINT_HOST/PATH?header_HEADER-NAME='");
  });

  test("never changes the writing direction or hides a character", () => {
    const text = curlForCreate({ ...live, values: exampleValues({ name: "a\u202eb\u2028\u200b\u0085\u{e0041}" }) });
    expect(text).toContain("a\\u202eb\\u2028\\u200b\\u0085\\udb40\\udc41");
  });
});

const typedValues: fc.Arbitrary<JobFormValues> = fc
  .record({
    name: fc.oneof(fc.constantFrom(...nastyStrings), fc.string({ unit: "grapheme" })),
    destination: destinations,
    pasted: messyConfs,
    isPasted: fc.boolean(),
    fieldNames: fc.array(fc.oneof(fc.constantFrom(...nastyStrings), fc.constant("RayID")), {
      minLength: 1,
      maxLength: 30,
    }),
  })
  .map(({ name, destination, pasted, isPasted, fieldNames }) => {
    const parsed = parseHttpDestination(pasted);
    const { endpoint, query } = isPasted && parsed.ok ? parsed.value : destination;
    return exampleValues({ name, endpoint, query: rowsOf({ endpoint, query }), fieldNames });
  });

/** Runs the snippets one after another with `curl` replaced by a function that prints its arguments. */
function bodiesOf(shell: string, snippets: string[]): unknown[] {
  const script = `curl() { for word; do :; done; printf '%s\\0' "$word"; }\n${snippets.join("\n")}\n`;
  const { status, stdout, stderr } = spawnSync(shell, [], { input: script, maxBuffer: 100_000_000 });
  expect([status, stderr.toString()]).toEqual([0, ""]);
  return stdout
    .toString()
    .split("\0")
    .slice(0, -1)
    .map((body) => JSON.parse(body));
}

describe.each(shells.flatMap((shell) => modes.map((secrets) => ({ shell, secrets }))))("$shell, $secrets", (run) => {
  test("every snippet sends the body that the server would send", () => {
    const seed = Date.now() % 1_000_000;
    const samples = fc.sample(typedValues, { numRuns: 600, seed });
    for (const name of nastyStrings)
      samples.push(exampleValues({ name, query: [header("A", name), param("key", name)] }));
    const snippets = samples.map((values) => curlForCreate({ ...live, secrets: run.secrets, values }));
    const bodies = samples.map((values) => JSON.parse(JSON.stringify(toCreateBody(values))));
    expect(bodiesOf(run.shell, snippets), `seed ${seed}`).toEqual(bodies);
  });
});
