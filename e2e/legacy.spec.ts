import { apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const legacy = {
  name: "from-another-time",
  dataset: "http_requests",
  destination_conf: "https://receiver.headgate.test/legacy?header_X-Token=abc",
  logpull_options:
    "https://api.cloudflare.com/client/v4/zones/x/logs/received?start=1&fields=RayID%2CEdgeStartTimestamp,ClientIP&sample=0.25&CVE-2021-44228=true",
};
const converted = {
  field_names: ["RayID", "EdgeStartTimestamp", "ClientIP"],
  timestamp_format: "unixnano",
  sample_rate: 0.25,
  "CVE-2021-44228": true,
};

test("a legacy job keeps its old string without a conversion, and the conversion sends what it showed", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, legacy);
  await jobForm.openSaved(job.path);
  await jobForm.name.fill("still-legacy");
  await jobForm.save();
  const kept = await apiJob(baseURL, job);
  expect(kept).toMatchObject({ name: "still-legacy", logpull_options: legacy.logpull_options });
  expect(kept.output_options ?? null).toBeNull();

  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  const section = page.getByRole("region", { name: "Legacy settings" });
  const shown = await section.getByRole("region", { name: "output_options" }).locator("pre").textContent();
  expect(JSON.parse(shown ?? "")).toEqual(converted);
  await section.getByRole("button", { name: "Convert to output_options" }).click();
  await jobForm.save();
  const stored = await apiJob(baseURL, job);
  expect(stored.output_options).toEqual(converted);
  expect(stored.destination_conf).toBe(legacy.destination_conf);
  await expect(section).toHaveCount(0);
});
