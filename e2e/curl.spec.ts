import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { curlForCreate } from "#lib/snippets/curl.ts";
import { nastyStrings } from "#lib/snippets/nasty-strings.fixture.ts";
import { api, apiJobs, settingsOf, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const demoToken = "e2e-token-".padEnd(30, "0");

const run = promisify(execFile);

const nasty = [
  `it's "quoted" \`date\` $(id) \${HOME} $HOME`,
  "back\\slash \\n %s %20 !bang *glob* ~ ; | & < > #",
  "emoji 🧀 and ümlaut \u202ertl",
];

test("the shown curl, run by bash, creates the same job as the form, with its secrets in variables and inline", async ({
  page,
  jobForm,
  baseURL,
}) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("nasty");
  await jobForm.fillOtherSettings(Object.fromEntries(nasty.map((text, index) => [`note_${index}`, text])));
  await jobForm.endpoint.fill("https://receiver.headgate.test/curl");
  await jobForm.addHeader("Authorization", `Bearer $'"\`\\!~+/=&%`);
  await jobForm.addParameter("tags", "host:a,b c+d;e'f\"g$h");
  await jobForm.chooseFields("RayID", "ClientIP");
  await page.getByLabel("Max upload interval").fill("60");
  await jobForm.showSecrets();
  const create = async () => {
    const { stdout } = await run("bash", ["-c", (await jobForm.curl.textContent()) ?? ""]);
    return JSON.parse(stdout).result;
  };
  // The preview follows the typing a moment later.
  await expect(jobForm.curl).toContainText('"max_upload_interval_seconds": 60');
  await expect(jobForm.curl).toContainText("LOGPUSH_AUTHORIZATION=");
  const byVariables = await create();
  await jobForm.setCode("Inline secrets");
  await expect(jobForm.curl).not.toContainText("LOGPUSH_AUTHORIZATION");
  const inline = await create();

  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const byForm = (await apiJobs(baseURL)).find(({ id, name }) => id > inline.id && name === "nasty");
  expect(byForm).toMatchObject(Object.fromEntries(nasty.map((text, index) => [`note_${index}`, text])));
  for (const byCurl of [byVariables, inline]) expect(settingsOf(byCurl)).toEqual(settingsOf(byForm));
});

test("the key and email pair works as well", async ({ jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/pair");
  await jobForm.setCode("Use API key");
  await expect(jobForm.curl).toContainText("X-Auth-Email");
  const { stdout } = await run("bash", ["-c", (await jobForm.curl.textContent()) ?? ""]);
  expect(JSON.parse(stdout).success).toBe(true);
});

for (const shell of ["dash", "bash"]) {
  test(`every nasty text arrives unchanged through ${shell}`, async ({ baseURL }) => {
    test.slow();
    const zone = await zoneId(baseURL);
    const options = { apiBase: `${baseURL}/emulator/client/v4`, auth: "token", isLive: false, demoToken } as const;
    for (const [index, nasty] of nastyStrings.entries()) {
      const values = exampleValues({
        scope: `zones/${zone}`,
        otherSettings: JSON.stringify({ note: nasty }),
        endpoint: "https://receiver.headgate.test/nasty",
        query: [{ kind: "header", name: "Authorization", value: `Bearer '"$\`${index}` }],
      });
      const secrets = index % 2 === 0 ? "variables" : "inline";
      const { stdout } = await run(shell, ["-c", curlForCreate({ ...options, values, secrets })]);
      const { result } = JSON.parse(stdout);
      expect(result, nasty).toMatchObject(toCreateBody(values));
      await api(baseURL, `/zones/${zone}/logpush/jobs/${result.id}`, { method: "DELETE" });
    }
  });
}
