import { spawn } from "node:child_process";
import { once } from "node:events";
import { decodeTemplate, parseHcl } from "#lib/snippets/testing/hcl.ts";
import { apiCreateJob, apiJob, apiJobs, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const secret = "canary-7be2";
const savedConf = `https://receiver.headgate.test/snippets?header_X-Key=${secret}%20a&tags=a:b&api_key=${secret}c`;

test("the shown HCL contains the whole saved job; the shown curl tests its destination, disables and deletes it", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "to-terraform",
    dataset: "http_requests",
    enabled: true,
    destination_conf: savedConf,
    filter: '{"where":{"key":"ClientRequestMethod","operator":"eq","value":"GET"}}',
    output_options: { field_names: ["RayID"], timestamp_format: "rfc3339", "CVE-2021-44228": true },
  });
  await jobForm.openSaved(job.path);
  const region = page.getByRole("region", { name: "curl command" });
  await expect(region).toContainText("# No changes");
  await page.getByLabel("Job name").fill("re\u0024{named}");
  const zone = await zoneId(baseURL);
  for (const [version, kind] of [
    ["version 5", "zones"],
    ["version 4", "zone"],
  ] as const) {
    const hcl = page.getByRole("region", { name: "Terraform snippet" });
    await page.getByLabel("Language", { exact: true }).selectOption("Terraform");
    await expect(hcl).toHaveAttribute("aria-busy", "false");
    await page.getByRole("button", { name: "Code options" }).click();
    await page.getByLabel("Provider", { exact: true }).selectOption(`provider ${version}`);
    await page.keyboard.press("Escape");
    await expect(hcl).toContainText(`For ${version}`);
    const parsed = JSON.parse(JSON.stringify(await parseHcl((await hcl.textContent()) ?? "")));
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

  await page.getByLabel("Language", { exact: true }).selectOption("curl");
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

async function bash(command: string, input = ""): Promise<string> {
  const child = spawn("bash", ["-c", command], { stdio: ["pipe", "pipe", "ignore"] });
  let stdout = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stdin.end(input);
  const [status] = await once(child, "close");
  expect(status, command).toBe(0);
  return stdout;
}
