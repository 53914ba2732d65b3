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

test("a string that cannot be read stays as typed, with the reason, until a row is edited", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://h.example.com");
  await jobForm.destinationString.fill("https://h.example.com?header_A=%zz");
  await expect(page.getByText("A % is not followed by two hexadecimal digits.").first()).toBeVisible();
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com?header_A=%zz");
  await jobForm.submit.click();
  await expect(jobForm.destinationString).toBeFocused();
  await expect(page).toHaveURL(/jobs\/new/);
  await jobForm.endpoint.fill("https://h.example.com/x");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com/x");
});

test("a whole string in the endpoint field moves into the rows", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://h.example.com/in?header_X-Key=k%201&tags=a:b");
  await jobForm.name.focus();
  await expect(jobForm.endpoint).toHaveValue("https://h.example.com/in");
  await expect(page.getByLabel("Header value", { exact: true })).toHaveValue("k 1");
  await expect(page.getByLabel("Parameter value", { exact: true })).toHaveValue("a:b");
});

test("several header lines pasted into a name become rows", async ({ page, jobForm }) => {
  await jobForm.open();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Header name", { exact: true }).evaluate((input) => {
    const data = new DataTransfer();
    data.setData("text", "X-One: first\nX-Two: second value\nX-Three: a:b");
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByLabel("Header name", { exact: true })).toHaveCount(3);
  await expect(page.getByLabel("Header value", { exact: true }).nth(1)).toHaveValue("second value");
  await expect(page.getByLabel("Header value", { exact: true }).nth(2)).toHaveValue("a:b");
});

test("Bearer and Basic write a header once something is typed, and keep what was typed for the other", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://h.example.com");
  const token = page.getByLabel("Bearer token");
  await expect(page.getByRole("radio", { name: "Bearer" })).toBeChecked();
  await expect(token).toHaveAttribute("type", "password");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com");
  await token.fill("t0ken");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com?header_Authorization=Bearer%20••••••••");
  await page.getByRole("button", { name: "Show token" }).click();
  await expect(token).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Show token" }).click();
  await expect(token).toHaveAttribute("type", "password");
  await jobForm.showSecrets();
  await expect(token).toHaveAttribute("type", "text");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com?header_Authorization=Bearer%20t0ken");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveCount(0);

  await page.getByRole("radio", { name: "Basic" }).check();
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com");
  await page.getByLabel("User", { exact: true }).fill("aladdin");
  await page.getByLabel("Password", { exact: true }).fill("open sesame");
  await expect(jobForm.destinationString).toHaveValue(/header_Authorization=Basic%20YWxhZGRpbjpvcGVuIHNlc2FtZQ%3D%3D$/);
  await page.getByLabel("User", { exact: true }).fill("a:b");
  await expect(page.getByLabel("User", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com");

  await page.getByRole("radio", { name: "Bearer" }).check();
  await expect(token).toHaveValue("t0ken");
  await page.getByRole("radio", { name: "None" }).check();
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com");
  await page.getByRole("radio", { name: "Header" }).check();
  await expect(page.getByLabel("Header name", { exact: true })).toHaveCount(1);
});

test("a typed Authorization header turns the choice to Header, and nothing clashes or is lost", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://h.example.com");
  await page.getByLabel("Bearer token").fill("first");
  await jobForm.addHeader("Authorization", "Splunk second");
  await expect(page.getByRole("radio", { name: "Header" })).toBeChecked();
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com?header_Authorization=Splunk%20second");
  await expect(page.getByLabel("Use this header").first()).not.toBeChecked();
  await expect(page.getByLabel("Header value", { exact: true }).first()).toHaveValue("Bearer first");

  await page.getByRole("radio", { name: "Bearer" }).check();
  await page.getByLabel("Bearer token").fill("third");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com?header_Authorization=Bearer%20third");
  await page.getByRole("button", { name: "Remove header" }).first().click();
  await expect(page.getByLabel("Bearer token")).toHaveValue("third");
});

test("a value that looks encoded gets a question, and non-ASCII needs a confirmation", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/");
  await jobForm.addHeader("Authorization", "Basic%20abc");
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(/Basic%2520abc$/);
  await page.getByRole("button", { name: "Use the decoded value" }).click();
  await expect(jobForm.destinationString).toHaveValue(/Basic%20abc$/);
  await jobForm.addHeader("X-Name", "Zoë");
  await expect(page.getByText("The value contains characters outside ASCII.").first()).toBeVisible();
  await page.getByLabel("Send as UTF-8").check();
  await expect(page.getByText("The value contains characters outside ASCII.")).toHaveCount(0);
  await expect(jobForm.destinationString).toHaveValue(/header_X-Name=Zo%C3%AB$/);
});

test("focusing a field highlights its part of the string", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/in");
  await jobForm.addHeader("X-Plain", "abc");
  const lit = page.getByRole("region", { name: "Preview" }).locator("[data-lit]");
  await page.getByLabel("Header name", { exact: true }).focus();
  await expect(lit).toHaveText("X-Plain");
  await expect(lit).toHaveCSS("outline-style", "solid");
  await jobForm.endpoint.focus();
  await expect(lit).toHaveText(["https://", "receiver.headgate.test", "/in"]);
});

test("the length meter counts to 4,096 bytes", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill(`https://receiver.headgate.test/${"a".repeat(4200)}`);
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("4,231 / 4,096 B: too long");
  await jobForm.submit.click();
  await expect(page.getByText(/The destination is 4231 bytes long/).first()).toBeVisible();
});

test("removing a row removes only that row, and the focus moves on", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.destinationString.fill("https://h.example.com?header_X-A=1&tags=a:b&header_X-B=2");
  await page.getByRole("listitem", { name: "Header 1" }).getByRole("button", { name: "Remove header" }).click();
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com?tags=a:b&header_X-B=2");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveValue("X-B");
  await expect(page.getByLabel("Header name", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Parameter name", { exact: true })).toHaveValue("tags");
  await page.getByRole("button", { name: "Remove parameter" }).click();
  await expect(page.getByRole("button", { name: "Add parameter" })).toBeFocused();
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com?header_X-B=2");
});

test("name and value have this order, also for Tab, and Enter does not send a half-typed form", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/");
  await jobForm.addHeader("X-One", "1");
  const left = async (label: string) => (await page.getByLabel(label, { exact: true }).boundingBox())?.x ?? 0;
  expect(await left("Header name")).toBeLessThan(await left("Header value"));
  await page.getByLabel("Header name", { exact: true }).focus();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Header value", { exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Show value" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Remove header" })).toBeFocused();
  await page.getByLabel("Header value", { exact: true }).press("Enter");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveCount(2);
  await expect(page.getByLabel("Header name", { exact: true }).last()).toBeFocused();
  await expect(page).toHaveURL(/jobs\/new/);
});

test("renaming one of two equal headers clears the error of the other", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.addHeader("X-Same", "1");
  await jobForm.addHeader("x-same", "2");
  await expect(page.getByText("Duplicate header x-same.").first()).toBeVisible();
  await page.getByLabel("Header name", { exact: true }).first().fill("X-Other");
  await page.getByLabel("Header name", { exact: true }).first().blur();
  await expect(page.getByText("Duplicate header x-same.")).toHaveCount(0);
});

test("editing the masked string shows its secrets, and does to the exact one what was typed", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://h.example.com/in");
  await jobForm.addHeader("X-Key", "canary 1");
  const masked = "https://h.example.com/in?header_X-Key=••••••••";
  await expect(jobForm.destinationString).toHaveValue(masked);
  await jobForm.destinationString.press("End");
  await page.keyboard.type("&tags=a:b");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com/in?header_X-Key=canary%201&tags=a:b");
  await expect(page.getByRole("button", { name: "Show secrets" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByLabel("Header value", { exact: true })).toHaveValue("canary 1");
  await expect(page.getByLabel("Parameter value", { exact: true })).toHaveValue("a:b");

  await page.getByRole("button", { name: "Show secrets" }).click();
  await jobForm.destinationString.evaluate((area: HTMLTextAreaElement, at) => {
    area.focus();
    area.setSelectionRange(at, at);
  }, masked.length - 3);
  await page.keyboard.type("x");
  await expect(jobForm.destinationString).toHaveValue("https://h.example.com/in?header_X-Key=canary%201&tags=a:b");
});

test("a masked string cannot be pasted back as a value", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.destinationString.fill("https://h.example.com?header_Authorization=••••••••");
  await jobForm.submit.click();
  await expect(page.getByText("This value is masked.").first()).toBeVisible();
  await expect(page).toHaveURL(/jobs\/new/);
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
