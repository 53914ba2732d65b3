import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { tsx } from "#lib/snippets/testing/compile-typescript.ts";
import { decodeTemplate, parseHcl } from "#lib/snippets/testing/hcl.ts";
import { withFiles } from "#lib/snippets/testing/temporary-folder.ts";
import { apiCreateJob, apiJob, apiJobs, settingsOf, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const run = promisify(execFile);

const languages = ["curl", "Terraform", "TypeScript", "Python", "Go", "PowerShell", "JSON"];
const secret = "canary-7be2";
const savedConf = `https://receiver.headgate.test/snippets?header_X-Key=${secret}%20a&tags=a:b&api_key=${secret}c`;

async function open(page: Page, language: string): Promise<string> {
  await page.getByLabel("Language", { exact: true }).selectOption(language);
  const region = page.getByRole("region", { name: language === "curl" ? "curl command" : `${language} snippet` });
  await expect(region).toHaveAttribute("aria-busy", "false");
  return (await region.textContent()) ?? "";
}

test("the shown TypeScript creates the same job as the form, with its secrets in variables and inline", async ({
  page,
  jobForm,
  baseURL,
}) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("typescript");
  await jobForm.fillOtherSettings({ note: `it's "quoted" \`date\` $(id) \\ \u202ertl 🧀` });
  await jobForm.endpoint.fill("https://receiver.headgate.test/typescript");
  await jobForm.addHeader("Authorization", `Bearer $'"\`\\!~+/=&%`);
  await jobForm.addParameter("tags", "host:a,b c+d;e'f\"g$h");
  await jobForm.chooseFields("RayID", "ClientIP");
  await jobForm.showSecrets();
  const create = async (code: string) => {
    const { stdout } = await withFiles({ "logpush.mts": code }, (folder) =>
      // Playwright asks its children for colors, which would be around the id.
      run(process.execPath, ["--import", tsx, join(folder, "logpush.mts")], {
        env: { ...process.env, FORCE_COLOR: "0" },
      }),
    );
    return Number(stdout);
  };
  const variables = await open(page, "TypeScript");
  await jobForm.setCode("Inline secrets");
  const region = page.getByRole("region", { name: "TypeScript snippet" });
  await expect(region).not.toHaveText(variables);
  const inline = await open(page, "TypeScript");
  const ids = await Promise.all([variables, inline].map(create));

  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const jobs = await apiJobs(baseURL);
  const byForm = jobs.find(({ id, name }) => id > Math.max(...ids) && name === "typescript");
  expect(byForm).toBeDefined();
  for (const byCode of ids) expect(settingsOf(jobs.find(({ id }) => id === byCode))).toEqual(settingsOf(byForm));
});

test("the shown curl tests the destination of a saved job, disables the job, and deletes it", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "by-curl",
    dataset: "http_requests",
    enabled: true,
    destination_conf: savedConf,
  });
  await page.goto(`${job.path}?tab=settings`);
  const region = page.getByRole("region", { name: "curl command" });
  await expect(region).toContainText("# No changes");

  await page.getByLabel("Action", { exact: true }).selectOption("Validate destination");
  await expect(region).toContainText("read -rs LOGPUSH_API_KEY");
  const answers = `${secret}%20a\na:b\n${secret}c\n`;
  expect(JSON.parse(await bash((await region.textContent()) ?? "", answers)).result).toMatchObject({ valid: true });

  await page.getByLabel("Action", { exact: true }).selectOption("Disable");
  await expect(region).toContainText('"enabled": false');
  await bash((await region.textContent()) ?? "");
  expect(await apiJob(baseURL, job)).toMatchObject({ enabled: false, destination_conf: savedConf });

  await page.getByLabel("Action", { exact: true }).selectOption("Delete");
  await expect(region).toContainText("-X DELETE");
  await bash((await region.textContent()) ?? "");
  expect((await apiJobs(baseURL)).map(({ id }) => id)).not.toContain(job.id);
});

test("the shown HCL contains the whole job, its import and no saved value", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "to-terraform",
    dataset: "http_requests",
    destination_conf: savedConf,
    filter: '{"where":{"key":"ClientRequestMethod","operator":"eq","value":"GET"}}',
    output_options: { field_names: ["RayID"], timestamp_format: "rfc3339", "CVE-2021-44228": true },
  });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByLabel("Job name").fill("re\u0024{named}");
  for (const [version, kind] of [
    ["version 5", "zones"],
    ["version 4", "zone"],
  ] as const) {
    const region = page.getByRole("region", { name: "Terraform snippet" });
    await open(page, "Terraform");
    await page.getByRole("button", { name: "Code options" }).click();
    await page.getByLabel("Provider", { exact: true }).selectOption(`provider ${version}`);
    await page.keyboard.press("Escape");
    await expect(region).toContainText(`For ${version}`);
    const parsed = JSON.parse(JSON.stringify(await parseHcl((await region.textContent()) ?? "")));
    const zone = await zoneId(baseURL);
    expect(parsed.import).toEqual([{ to: "\u0024{cloudflare_logpush_job.re_named}", id: `${kind}/${zone}/${job.id}` }]);
    const [resource] = parsed.resource.cloudflare_logpush_job.re_named;
    expect(resource).toMatchObject({ zone_id: zone, dataset: "http_requests" });
    expect(decodeTemplate(resource.name)).toBe("re\u0024{named}");
    expect(JSON.parse(resource.filter).where.value).toBe("GET");
    const [output] = [resource.output_options].flat();
    expect(output[kind === "zones" ? "cve_2021_44228" : "cve20214428"]).toBe(true);
    const saved = { logpush_x_key: `${secret}%20a`, logpush_api_key: `${secret}c` };
    expect(decodeTemplate(resource.destination_conf, saved)).toBe(savedConf);
    expect(Object.keys(parsed.variable).sort()).toEqual(Object.keys(saved).sort());
  }
});

test("no language shows a saved value, or a mask in place of one", async ({ page, jobForm, baseURL }) => {
  const job = await apiCreateJob(baseURL, { name: "kept", dataset: "http_requests", destination_conf: savedConf });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Header name", { exact: true }).last().fill("X-New");
  await page.getByLabel("Header value", { exact: true }).last().fill("typed");
  await jobForm.setCode("Inline secrets");
  await jobForm.showSecrets();
  for (const language of languages) {
    const code = await open(page, language);
    expect(code, language).toMatch(/LOGPUSH_X_KEY|logpush_x_key|logpushXKey/);
    expect(code, language).not.toContain("•");
    expect(code, language).not.toContain(secret);
  }
});

async function bash(command: string, input = ""): Promise<string> {
  const child = spawn("bash", ["-c", command], { stdio: ["pipe", "pipe", "ignore"] });
  let stdout = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stdin.end(input);
  const [status] = await once(child, "close");
  expect(status, command).toBe(0);
  return stdout;
}
