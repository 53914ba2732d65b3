import { api, apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { hostileTexts } from "./hostile-texts.ts";

const tabs = ["Overview", "Deliveries", "Settings", "Activity", "Code"];

test("texts that try to run as code are shown as texts, wherever Cloudflare's answers contain them", async ({
  page,
  baseURL,
}) => {
  test.slow();
  expect(hostileTexts.length).toBeGreaterThanOrEqual(60);
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    return dialog.dismiss();
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      Object.assign(window, { violations: `${Reflect.get(window, "violations") ?? ""} ${event.violatedDirective}` });
    });
  });
  const expectNothingRan = async (title: string) => {
    const state = await page.evaluate(() => [Reflect.get(window, "ran"), Reflect.get(window, "violations")]);
    expect(state, title).toEqual([undefined, undefined]);
    expect(dialogs, title).toBe(0);
  };

  const names = hostileTexts.map((text) => text.replaceAll("\u0000", "").replaceAll("\t", ""));
  const jobs = [];
  for (let from = 0; from < names.length; from += 13) {
    const texts = names.slice(from, from + 13);
    const job = await apiCreateJob(baseURL, jobOf(texts));
    const name = texts.join(" ").slice(0, 400);
    await api(baseURL, "/__emulator/name", { method: "PUT", body: JSON.stringify({ id: job.id, name }) });
    jobs.push(job);
  }
  await page.goto("/?q=ran");
  await expect(page.getByRole("switch").nth(4)).toBeVisible();
  // Each name is shown letter by letter.
  const shown = await page.getByRole("table").textContent();
  for (let from = 0; from < names.length; from += 13) expect(shown).toContain(names[from]);
  await expectNothingRan("list");

  // In the browser, each tab is loaded once by its address, and otherwise by a press.
  for (const [at, job] of jobs.entries()) {
    await page.goto(`${job.path}?tab=${tabs[at % tabs.length]?.toLowerCase()}`);
    for (const name of tabs) {
      await page.getByRole("tab", { name, exact: true }).click();
      const panel = page.getByRole("tabpanel", { name });
      await expect(panel).toBeVisible();
      await expect(panel.locator("[aria-busy=true]")).toHaveCount(0);
      await expectNothingRan(`${job.path} ${name}`);
      const html = await (await page.request.get(`${job.path}?tab=${name.toLowerCase()}`)).text();
      for (const raw of ["<script>ran=1", "<SCRIPT/x>", "<img src=x", "<svg onload"])
        expect(html, name).not.toContain(raw);
    }
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("dialog").getByText('"dataset"').waitFor();
    await expectNothingRan(job.path);
  }

  const errors = names.slice(0, 40).map((message) => ({ code: 1002, message }));
  const fault = { method: "PUT", at: "before", kind: "status", status: 400, errors, times: 1 };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  await page.goto("/?q=account-audit");
  await page.getByRole("switch", { name: "Enabled: account-audit" }).click();
  await expect(page.getByRole("table").getByRole("alert")).toContainText("<img src=x onerror=ran=1>");
  await expectNothingRan("a refusal");

  await page.goto("/explain?error");
  await page.getByRole("textbox").first().fill(names.join("\n"));
  await expectNothingRan("explain an error");
});

/** A job with hostile texts in its parameters, a field, its filter and an unknown setting. */
function jobOf(texts: string[]): Record<string, unknown> {
  const query = texts.map((text, index) => `p${index}${encodeURIComponent(text)}=${encodeURIComponent(text)}`);
  const [first = "", second = ""] = texts;
  const filter = {
    where: { and: texts.slice(0, 4).map((value) => ({ key: "ClientRequestHost", operator: "contains", value })) },
  };
  return {
    dataset: "http_requests",
    destination_conf: `https://receiver.headgate.test/hostile?${query.join("&")}`,
    filter: JSON.stringify(filter),
    output_options: { field_names: ["RayID"], record_prefix: first, batch_prefix: second },
    made_up_setting: texts,
  };
}
