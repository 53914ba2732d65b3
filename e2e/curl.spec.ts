import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { nastyStrings } from "#lib/snippets/nasty-strings.fixture.ts";
import { tsx } from "#lib/snippets/testing/compile-typescript.ts";
import { withFiles } from "#lib/snippets/testing/temporary-folder.ts";
import { apiJobs, settingsOf } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const run = promisify(execFile);

const nasty = [
  ...nastyStrings,
  `it's "quoted" \`date\` $(id) \${HOME} $HOME`,
  "back\\slash \\n %s %20 !bang *glob* ~ ; | & < > #",
  "emoji 🧀 and ümlaut \u202ertl",
];
const notes = Object.fromEntries(nasty.map((text, index) => [`note_${index}`, text]));

/** The shown TypeScript, once what is chosen for it is shown. */
async function typescript(page: Page, { isInline }: { isInline: boolean }): Promise<string> {
  await page.getByLabel("Language", { exact: true }).selectOption("TypeScript");
  const region = page.getByRole("region", { name: "TypeScript snippet" });
  await expect(region).toHaveAttribute("aria-busy", "false");
  await expect(region).toContainText("note_0");
  if (isInline) await expect(region).not.toContainText("LOGPUSH_AUTHORIZATION");
  else await expect(region).toContainText("LOGPUSH_AUTHORIZATION");
  return (await region.textContent()) ?? "";
}

async function createByShell(shell: "bash" | "dash", command: string): Promise<number> {
  const { stdout } = await run(shell, ["-c", command]);
  const answer: { success: boolean; result: { id: number } } = JSON.parse(stdout);
  expect(answer.success).toBe(true);
  return answer.result.id;
}

async function createByTypeScript(code: string): Promise<number> {
  const { stdout } = await withFiles({ "logpush.mts": code }, (folder) =>
    // Playwright asks its children for colors, which would be around the id.
    run(process.execPath, ["--import", tsx, join(folder, "logpush.mts")], {
      env: { ...process.env, FORCE_COLOR: "0" },
    }),
  );
  return Number(stdout);
}

test("the shown curl and TypeScript create the same job as the form, whatever its texts and however they are written", async ({
  page,
  jobForm,
  baseURL,
}) => {
  test.slow();
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("nasty");
  await jobForm.fillOtherSettings(notes);
  await jobForm.endpoint.fill("https://receiver.headgate.test/curl");
  await jobForm.addHeader("Authorization", `Bearer $'"\`\\!~+/=&%`);
  await jobForm.addParameter("tags", "host:a,b c+d;e'f\"g$h");
  await jobForm.chooseFields("RayID", "ClientIP");
  await page.getByLabel("Max upload interval").fill("60");
  await jobForm.showSecrets();
  const shown = async () => (await jobForm.curl.textContent()) ?? "";
  // The preview follows the typing a moment later.
  await expect(jobForm.curl).toContainText('"max_upload_interval_seconds": 60');
  await expect(jobForm.curl).toContainText("LOGPUSH_AUTHORIZATION=");
  const byVariables = await shown();
  await jobForm.setCode("Inline secrets");
  await expect(jobForm.curl).not.toContainText("LOGPUSH_AUTHORIZATION");
  const inline = await shown();
  await jobForm.setCode("Use API key");
  await expect(jobForm.curl).toContainText("X-Auth-Email");
  const byKey = await shown();
  const typescriptInline = await typescript(page, { isInline: true });
  await page.getByRole("button", { name: "Code options" }).click();
  for (const label of ["Inline secrets", "Use API key"]) await page.getByLabel(label).uncheck();
  await page.keyboard.press("Escape");
  const typescriptVariables = await typescript(page, { isInline: false });

  const ids = [
    await createByShell("bash", byVariables),
    await createByShell("dash", inline),
    await createByShell("bash", byKey),
    await createByTypeScript(typescriptInline),
    await createByTypeScript(typescriptVariables),
  ];
  await jobForm.submit.click();
  await jobForm.expectCreated();
  const jobs = await apiJobs(baseURL);
  const byForm = jobs.find(({ id, name }) => id > Math.max(...ids) && name === "nasty");
  expect(byForm).toMatchObject({ ...notes, max_upload_interval_seconds: 60 });
  for (const byCode of ids) expect(settingsOf(jobs.find(({ id }) => id === byCode))).toEqual(settingsOf(byForm));
});
