import type { Cause, Matcher } from "#lib/logpush/decode/cause.ts";
import { API_CAUSES, DELIVERY_CAUSES, FILTER_CAUSES, UPSTREAM_CAUSES } from "#lib/logpush/decode/causes.ts";
import { sources } from "#lib/logpush/decode/sources.data.ts";

const intro = `# Errors

What the errors of a Logpush job mean. Headgate reads messages and codes with one table, \`lib/logpush/decode/\`, which generates
this page (\`npx vitest run scripts/error-table.test.ts -u\`). Explain (\`/explain?error\`) uses the same table in the browser: for
a job's \`error_message\`, an API response, or the output of curl, the SDKs, Terraform, Pulumi, wrangler, Ansible or PowerShell.

Each cause says how certain it is:

- **Documented**: Cloudflare or the standard says so.
- **Observed**: seen with real jobs or API calls, as reported in public.
- **Our reading**: not documented. It follows from the words, or has no public source. Logpush identifies itself as
  \`Go-http-client\`, so its messages are read as those of Go's HTTP client.

The status of the API and the status of the endpoint are separate: in "HTTP status 400: error validating destination: …", 400
is the API's; in "error uploading to https: status:500", 500 is the endpoint's. The strongest match wins. For a delivery, that is
the endpoint's status with matching words, then the status, then words. For the API, it is the message, then the error code,
then the HTTP status. A 403 with an unknown message is not read as a missing permission, because Logpush also returns 403 for
quotas, plans and filters. An unknown message is \`E_CAUSE_UNKNOWN\`, with advice on what is known: the credential, the request, the
tool, or the delivery.

## Time limits and retries

- Connecting and the TLS handshake may each take 5 s, and an upload must not stall for 10 s
  ([pull request 32514](${sources.codes.url}), documented). A test delivery uses the same limits and ends after 10 s
  in total.
- Cloudflare retries while it still has the logs, and disables a job after 24 hours without a success (the same, and
  [alerts and analytics](${sources.alerts.url})). An older page says about five attempts in five minutes.
- Every save of a job uploads a test object, including enabling and disabling
  ([Enable HTTP destination](${sources.http.url}) for new jobs, documented; [every save](${sources.revalidation.url}),
  observed).
- Of the statuses 1101 to 1108 and 1201 in \`logpushHealthAdaptiveGroups\`, the meaning of 1102, 1105 and 1106 is
  published. Headgate does not guess the others.
`;

const certainties = { documented: "Documented", observed: "Observed", assumed: "Our reading" } as const;

/** The text of docs/errors.md. */
export function writeErrorTable(): string {
  const sections: [title: string, causes: Record<string, Cause>][] = [
    ["Deliveries and tests of a destination", DELIVERY_CAUSES],
    ["Filters", FILTER_CAUSES],
    ["Cloudflare's API", Object.fromEntries(Object.entries(API_CAUSES).filter(([code]) => !(code in DELIVERY_CAUSES)))],
    ["No response from Cloudflare's API", UPSTREAM_CAUSES],
  ];
  const parts = sections.map(([title, causes]) => {
    const rows = Object.entries(causes).map(([code, cause]) => writeCause(code, cause));
    return `## ${title}\n\n${rows.join("\n")}`;
  });
  return [intro, ...parts].join("\n");
}

function writeCause(code: string, { says: [message, nextStep], checks, matchers }: Cause): string {
  return [
    `### ${message}`,
    "",
    `\`${code}\`. ${nextStep}`,
    "",
    ...checks.map((check, index) => `${index + 1}. ${check}`),
    "",
    ...matchers.map((matcher) => `- ${writeMatcher(matcher)}`),
    ...(matchers.length > 0 ? [""] : []),
  ].join("\n");
}

function writeMatcher({ health, answer, api, http, text, example, certainty, source, says }: Matcher): string {
  const parts = [
    health === undefined ? [] : `health status ${[health].flat().join(", ")}`,
    answer === undefined ? [] : `the endpoint returns ${[answer].flat().join(", ")}`,
    api === undefined ? [] : `API error ${[api].flat().join(", ")}`,
    http === undefined ? [] : `the API answers ${http}`,
    text === undefined ? [] : "words",
  ].flat();
  const shown = example === undefined ? "" : `: \`${example}\``;
  const meaning = says === undefined ? "" : ` ${says.join(" ")}`;
  return `${parts.join(" and ")}${shown} (${certainties[certainty].toLowerCase()}: [${sources[source].title}](${sources[source].url}))${meaning && `.${meaning}`}`;
}
