import type { Cause, Sign } from "#lib/logpush/decode/cause.ts";
import { API_CAUSES, DELIVERY_CAUSES } from "#lib/logpush/decode/causes.ts";
import { sources } from "#lib/logpush/decode/sources.data.ts";

const intro = `# Errors

What an error of a Logpush job means. Headgate reads the texts and codes of Cloudflare and of receivers by one table,
\`lib/logpush/decode/\`, and this page is written from it (\`npx vitest run scripts/error-table.test.ts -u\`); a test fails
when the two differ. The page Explain (\`/explain?error\`) reads any text by the same table, without a network.

How certain a reading is:

- **Documented**: Cloudflare, or the standard, says so.
- **Observed**: real jobs showed it, as reported in public.
- **Our reading**: nobody says so; it follows from the words. Logpush calls itself \`Go-http-client\`, so its texts are read
  as those of Go's HTTP client.

Of several signs the strongest counts: the receiver's status before words, a status with matching words before both, and
words before a code of the API alone. What is not in the table is shown as it came, with general advice.

## Time limits and retries

- A connection has to stand within 5 s, its TLS handshake within 5 s, and an upload must not stand still for 10 s
  ([pull request 32514](${sources.codes.url}), documented). A test delivery uses the same limits, and ends after 10 s in total.
- Retries go on while Cloudflare keeps the logs; a job without one success in 24 hours is switched off (the same, and
  [alerts and analytics](${sources.alerts.url})). An older page spoke of about five tries in five minutes.
- Every save of a job uploads a test object, also when only the switch changes
  ([Enable HTTP destination](${sources.http.url}) for new jobs, documented; [every save](${sources.revalidation.url}),
  observed).
- Of the statuses 1101 to 1108 and 1201 in \`logpushHealthAdaptiveGroups\`, the meaning of 1102, 1105 and 1106 is known
  here. The others are said to be unknown rather than guessed.
`;

const certainties = { documented: "Documented", observed: "Observed", assumed: "Our reading" } as const;

/** docs/errors.md, whole. */
export function writeErrorTable(): string {
  const sections: [title: string, causes: Record<string, Cause>][] = [
    ["Deliveries and tests of a destination", DELIVERY_CAUSES],
    ["Cloudflare's API", Object.fromEntries(Object.entries(API_CAUSES).filter(([code]) => !(code in DELIVERY_CAUSES)))],
  ];
  const parts = sections.map(([title, causes]) => {
    const rows = Object.entries(causes).map(([code, cause]) => writeCause(code, cause));
    return `## ${title}\n\n${rows.join("\n")}`;
  });
  return [intro, ...parts].join("\n");
}

function writeCause(code: string, { says: [message, nextStep], checks, signs }: Cause): string {
  return [
    `### ${message}`,
    "",
    `\`${code}\`. ${nextStep}`,
    "",
    ...checks.map((check, index) => `${index + 1}. ${check}`),
    "",
    ...signs.map((sign) => `- ${writeSign(sign)}`),
    ...(signs.length > 0 ? [""] : []),
  ].join("\n");
}

function writeSign({ health, answer, api, http, text, example, certainty, source }: Sign): string {
  const parts = [
    health === undefined ? [] : `health status ${[health].flat().join(", ")}`,
    answer === undefined ? [] : `the receiver answers ${[answer].flat().join(", ")}`,
    api === undefined ? [] : `API error ${api}`,
    http === undefined ? [] : `the API answers ${http}`,
    text === undefined ? [] : "words",
  ].flat();
  const shown = example === undefined ? "" : `: \`${example}\``;
  return `${parts.join(" and ")}${shown} (${certainties[certainty].toLowerCase()}: [${sources[source].title}](${sources[source].url}))`;
}
