import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "../scripts/serve.mjs";
import { axeFindings } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { focus, press } from "./keys.ts";
import { JobFormPage } from "./pages/job-form.page.ts";
import { lastLink } from "./sign-in.ts";

const id = (place: number) => place.toString(16).padStart(32, "0");
const account = { id: id(9999), name: "Company" };
const zones = Array.from({ length: 1000 }, (_, place) => ({
  id: id(place),
  name: `zone-${String(place).padStart(4, "0")}.example`,
  account,
}));

/** Cloudflare's API with 1,000 zones and without jobs. */
async function startCloudflare() {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const page = Number(url.searchParams.get("page"));
    if (url.pathname.endsWith("/fields")) return answer(response, 200, { RayID: "string; the ray" });
    if (url.pathname.endsWith("/logpush/jobs")) return answer(response, 200, []);
    const all = url.pathname.endsWith("/zones") ? zones : url.pathname.endsWith("/accounts") ? [account] : undefined;
    if (!all) return answer(response, 404, null);
    return answer(response, 200, all.slice((page - 1) * 50, page * 50), {
      page,
      total_pages: Math.ceil(all.length / 50),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { baseUrl: `http://127.0.0.1:${port}/client/v4`, stop: () => server.close() };
}

function answer(response: ServerResponse, status: number, result: unknown, info?: object): void {
  const errors = status === 200 ? [] : [{ code: 7000, message: "No route" }];
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ success: status === 200, errors, messages: [], result, result_info: info }));
}

test("one of a thousand zones is found, though the page gets a hundred", async ({ browser }) => {
  test.slow();
  const data = mkdtempSync(join(tmpdir(), "headgate-scopes-"));
  const upstream = await startCloudflare();
  const app = await startApp({
    HEADGATE_DATA: data,
    CLOUDFLARE_BASE_URL: upstream.baseUrl,
    CLOUDFLARE_API_TOKEN: "scopes-token-0123456789abcdef",
    HEADGATE_ALERTS: "off",
  });
  const context = await browser.newContext({ baseURL: app.origin });
  try {
    const page = await context.newPage();
    const form = new JobFormPage(page);
    await page.goto(lastLink(app.output(), app.origin));
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    // The background reader lists the zones a page at a time.
    const readHtml = async () => (await page.request.get("/jobs/new")).text();
    await expect.poll(readHtml).toContain("zone-0042.example");
    await expect.poll(readHtml).not.toContain("zone-0500.example");
    await form.open();

    const options = page.getByRole("listbox").getByRole("option");
    await form.scope.click();
    await expect(page.getByText("100 of 1,001 shown. Type to narrow.")).toBeVisible();
    await expect(options).toHaveCount(100);
    await expect(page.getByRole("group", { name: "Accounts" }).getByRole("option")).toHaveText(["Company"]);
    expect(await axeFindings(page)).toEqual([]);

    await focus(form.scope);
    await page.keyboard.type("zone-09");
    await expect(options.first()).toHaveText("zone-0900.example");
    await expect(options).toHaveCount(100);
    await form.scope.fill(id(0x2a0));
    await expect(options).toHaveText([`zone-0672.example${id(0x2a0)}`]);
    await press(form.scope, "Enter");
    await expect(form.scope).toHaveValue("zone-0672.example");
    await expect(form.curl).toContainText(`/zones/${id(0x2a0)}/logpush/jobs`);
    await expect(form.name).toHaveValue(/^zone-0672\.example/);

    // The draft names a zone that the new page was not given.
    await page.goto("/jobs/new");
    await form.resumeDraft();
    await expect(form.scope).toHaveValue("zone-0672.example");

    // A search that fails says so, takes nothing, and is repeated for the next text.
    await page.route("**/jobs/new", (route) =>
      route.request().method() === "POST" ? route.abort() : route.fallback(),
    );
    await form.scope.fill("zone-0001");
    await expect(page.getByText("The Headgate server did not respond.")).toBeVisible();
    await expect(options).toHaveCount(0);
    await press(form.scope, "Enter");
    await press(form.scope, "Tab");
    await expect(form.scope).toHaveValue("zone-0672.example");
    await page.unroute("**/jobs/new");
    await form.chooseScope("zone-0001");
    await expect(form.scope).toHaveValue("zone-0001.example");
  } finally {
    await context.close();
    await app.stop();
    upstream.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
