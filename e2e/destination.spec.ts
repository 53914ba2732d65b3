import { expect, test } from "./fixtures.ts";

test("a pasted destination string is split into rows, and edited rows change only their own bytes", async ({
  page,
  jobForm,
}) => {
  const pasted = "https://h.example.com/in?a=1&header_X-One=a%7eb&&header_x-Two=%2B%20c&tag=x+y";
  await jobForm.open();
  await jobForm.destinationString.fill(pasted);
  await expect(jobForm.endpoint).toHaveValue("https://h.example.com/in");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveCount(2);
  await expect(page.getByLabel("Header value", { exact: true }).first()).toHaveValue("a~b");
  await expect(page.getByLabel("Header value", { exact: true }).last()).toHaveValue("+ c");
  await expect(page.getByLabel("Parameter value", { exact: true }).last()).toHaveValue("x+y");
  await expect(jobForm.destinationString).toHaveValue(pasted);

  await page.getByLabel("Header value", { exact: true }).last().fill("new value");
  await expect(jobForm.destinationString).toHaveValue(
    "https://h.example.com/in?a=1&header_X-One=a%7eb&&header_x-Two=new%20value&tag=x+y",
  );
});

test("another dataset loads its own fields, and if they cannot be loaded no others are sent", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await page.route("**/jobs/new", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await jobForm.dataset.selectOption("dns_logs");
  await expect(page.getByText("The Headgate server did not respond.")).toBeVisible();
  await expect(jobForm.openFields).toContainText("0 of 0");
  await page.unroute("**/jobs/new");
  await page.getByRole("button", { name: "Load fields again" }).click();
  await expect(jobForm.openFields).toContainText("9 of 9");
  await expect(jobForm.curl).toContainText('"dataset": "dns_logs"');
});
