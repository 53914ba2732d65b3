import { api } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import type { JobFormPage } from "./pages/job-form.page.ts";
import { ThirdPartyReceiver } from "./third-party-receiver.ts";

let receiver: ThirdPartyReceiver;

test.beforeAll(async () => {
  receiver = await ThirdPartyReceiver.start();
});

test.afterAll(async () => {
  await receiver.stop();
});

async function create(jobForm: JobFormPage, endpoint: string): Promise<void> {
  await jobForm.open();
  await jobForm.name.fill("third-party");
  await jobForm.endpoint.fill(endpoint);
  await jobForm.addHeader("Authorization", "Basic dXNlcjpwYXNz+/=");
  await jobForm.addHeader("X-Odd", `a "b" 'c' & d=e; 50% ~`);
  await jobForm.addParameter("tags", "a:b,c d");
  await jobForm.chooseFields("RayID", "EdgeResponseStatus");
  await jobForm.submit.click();
}

test("a third-party receiver gets the test request and then batches", async ({ page, jobForm, baseURL }) => {
  test.slow();
  await create(jobForm, `${receiver.origin}/ingest`);
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const [probe] = receiver.arrivals;
  expect(probe?.method).toBe("POST");
  expect(probe?.path).toBe("/ingest?tags=a:b,c%20d");
  expect(probe?.body).toBe('{"content":"tests"}');
  expect(probe?.headers).toMatchObject({ Authorization: "Basic dXNlcjpwYXNz+/=", "X-Odd": `a "b" 'c' & d=e; 50% ~` });
  expect(probe?.headers["Content-Encoding"]).toBe("gzip");

  await expect(async () => {
    await api(baseURL, "/__emulator/tick", { method: "POST" });
    expect(receiver.arrivals.length).toBeGreaterThan(1);
  }).toPass();
  const batch = receiver.arrivals[1];
  expect(batch?.headers).toMatchObject({ Authorization: "Basic dXNlcjpwYXNz+/=" });
  const records = (batch?.body ?? "").trim().split("\n");
  expect(records.length).toBeGreaterThan(0);
  for (const record of records) expect(Object.keys(JSON.parse(record))).toEqual(["RayID", "EdgeResponseStatus"]);
});

const refusals = [
  { path: "/status/401", words: "401 Unauthorized" },
  { path: "/status/415", words: "rejected the Content-Type (415)" },
  { path: "/status/500", words: "The endpoint returned 500." },
  { path: "/hang", words: "did not respond in time" },
];

for (const { path, words } of refusals) {
  test(`an endpoint that answers ${path} is explained in words`, async ({ page, jobForm }) => {
    test.slow();
    await create(jobForm, `${receiver.origin}${path}`);
    await expect(page.getByRole("form").getByRole("alert")).toContainText(words, { timeout: 40_000 });
    await expect(jobForm.endpoint).toHaveValue(`${receiver.origin}${path}`);
  });
}

test("an endpoint that is down is explained in words", async ({ page, jobForm }) => {
  await create(jobForm, "https://127.0.0.1:9/");
  await expect(page.getByRole("form").getByRole("alert")).toContainText("refused the connection");
});
