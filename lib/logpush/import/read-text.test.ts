import fc from "fast-check";
import { expect, test } from "vitest";
import { importError } from "./import-error.ts";
import { readText } from "./read-text.ts";

/** A parser that refuses everything, so that every path of an error is used. */
const refuse = async () => importError("E_IMPORT_TERRAFORM", { line: 1, column: 1, reason: "it is refused" });

const url = "https://api.cloudflare.com/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/logpush/jobs";
const pieces = [
  ..."{ } [ ] ( ) \" ' ` , : ; = => + - \\ \n $ # // /* */ @{ @' @\" <<EOF EOF ~ | & < > -> ... ```".split(" "),
  ...["curl ", "wget ", "http POST ", "jq -n ", "irm ", "ConvertTo-Json", "resource ", '"cloudflare_logpush_job" '],
  ...["destination_conf", "destinationConf", "dataset", "output_options", "true", "None", "1e999", "\ufdd0", "\ud800"],
  ...[
    "logpush.jobs.create(",
    "new LogpushJob(",
    "package main\n",
    "import os\n",
    "const x = ",
    'f"{x}"',
    "&amp;",
    "(sensitive value)",
  ],
  ...[url, "https://h.example?header_A=b", "-d ", "--data-raw ", "-H ", "\n", " ", "\u0000"],
];
const soup = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 40 });

test("any text is read or refused, and nothing throws", async () => {
  await fc.assert(
    fc.asyncProperty(
      soup.map((parts) => parts.join("")),
      async (text) => {
        const found = await readText(text, refuse);
        if (found.ok) expect(found.value.length).toBeGreaterThan(0);
        else expect(found.error).toMatchObject({ at: "importText", nextStep: expect.stringMatching(/\.$/) });
      },
    ),
    { numRuns: 600 },
  );
});

const canary = "canary-6e1f";
const secrets = [
  `"destination_conf": "https://h.example/in?header_Authorization=${canary}"`,
  `destination_conf = "https://h.example/in?header_Authorization=${canary}"`,
  `destinationConf: 'https://h.example/in?header_Authorization=${canary}'`,
  `$(vault read ${canary})`,
  `-H 'X-Key: ${canary}'`,
];

test("no error repeats a possible secret", async () => {
  await fc.assert(
    fc.asyncProperty(soup, fc.constantFrom(...secrets), fc.nat(40), async (parts, secret, at) => {
      const text = [...parts.slice(0, at), ` ${secret} `, ...parts.slice(at)].join("");
      const found = await readText(text, refuse);
      if (!found.ok) expect(JSON.stringify(found.error)).not.toContain(canary);
    }),
    { numRuns: 600 },
  );
});
