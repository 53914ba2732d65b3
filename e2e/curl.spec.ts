import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { curlForCreate } from "#lib/snippets/curl.ts";
import { nastyStrings } from "#lib/snippets/nasty-strings.fixture.ts";
import { api, apiJobs, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const demoToken = "e2e-token-".padEnd(30, "0");

const run = promisify(execFile);

const nasty = [
  `it's "quoted" \`date\` $(id) \${HOME} $HOME`,
  "back\\slash \\n %s %20 !bang *glob* ~ ; | & < > #",
  "emoji 🧀 and ümlaut \u202ertl",
];

for (const [index, text] of nasty.entries()) {
  for (const secrets of ["variables", "inline"] as const) {
    test(`the shown curl, run by bash, creates the same job as the form: text ${index + 1}, secrets ${secrets}`, async ({
      page,
      jobForm,
      baseURL,
    }) => {
      await jobForm.open();
      await jobForm.chooseScope("theburritobot.com");
      const name = `nasty-${index}-${secrets}`;
      await jobForm.name.fill(name);
      await jobForm.fillOtherSettings({ note: text });
      await jobForm.endpoint.fill("https://receiver.headgate.test/curl");
      await jobForm.addHeader("Authorization", `Bearer $'"\`\\!~+/=&%`);
      await jobForm.addParameter("tags", "host:a,b c+d;e'f\"g$h");
      await jobForm.chooseFields("RayID", "ClientIP");
      await page.getByLabel("Max upload interval").fill("60");
      if (secrets === "inline") await jobForm.setCode("Inline secrets");
      await jobForm.showSecrets();
      // The preview follows the typing a moment later.
      await expect(jobForm.curl).toContainText('"max_upload_interval_seconds": 60');
      const shown = (await jobForm.curl.textContent()) ?? "";
      const { stdout } = await run("bash", ["-c", shown]);
      const byCurl = JSON.parse(stdout).result;

      await jobForm.submit.click();
      await expect(page).toHaveURL(/\/jobs\/\d+/);
      const byForm = (await apiJobs(baseURL)).find((job) => job.id > byCurl.id && job.name === name);
      const { id: _form, ...form } = byForm ?? { id: 0 };
      const { id: _curl, ...curl } = byCurl;
      expect(withoutOutcome(form)).toEqual(withoutOutcome(curl));
    });
  }
}

test("the shown curl masks typed secrets, and its copy holds them", async ({ context, page, jobForm }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/masked");
  await jobForm.addHeader("Authorization", "Bearer canary-5d1c");
  await expect(jobForm.curl).toContainText("LOGPUSH_AUTHORIZATION='Bearer%20••••••••'");
  await expect(jobForm.curl).not.toContainText("canary");
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy command" }).click();
  await expect.poll(clipboard).toContain("LOGPUSH_AUTHORIZATION='Bearer%20canary-5d1c'");
  expect(await clipboard()).not.toContain("•");

  await expect(jobForm.destinationString).toHaveValue(/header_Authorization=Bearer%20••••••••$/);
  await page.getByRole("region", { name: "Preview" }).getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(clipboard).toBe("https://receiver.headgate.test/masked?header_Authorization=Bearer%20canary-5d1c");
  await jobForm.curl.evaluate((region) => getSelection()?.selectAllChildren(region));
  await page.keyboard.press("Control+c");
  await expect.poll(clipboard).toContain("LOGPUSH_AUTHORIZATION='Bearer%20canary-5d1c'");
  await jobForm.destinationString.press("Control+a");
  await jobForm.destinationString.press("Control+c");
  await expect.poll(clipboard).toBe("https://receiver.headgate.test/masked?header_Authorization=Bearer%20canary-5d1c");
});

test("long lists of fields are folded to the eye and whole to a copy", async ({ jobForm }) => {
  await jobForm.open();
  const fold = jobForm.curl.getByRole("button", { name: "Show 9 fields" });
  await expect(fold).toBeVisible();
  await expect(jobForm.curl).toContainText(/"field_names": \[\s*"[A-Za-z]+",\s*"[A-Za-z]+"/);
  await fold.click();
  await expect(fold).toHaveCount(0);
  await expect(jobForm.curl.getByText('"EdgeResponseBytes"')).toBeVisible();
  await expect(jobForm.curl).toContainText(/"field_names": \[\s*"ClientIP",\s*"ClientRequestHost",/);
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

/** One of the two may already have had a delivery. */
function withoutOutcome(job: Record<string, unknown>) {
  const { last_complete: _complete, last_error: _error, error_message: _message, ...rest } = job;
  return rest;
}
