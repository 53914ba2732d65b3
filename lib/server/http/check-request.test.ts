import { expect, test } from "vitest";
import { checkRequest, isOwnHost, isOwnOrigin, type RequestFacts } from "./check-request.ts";

const action: RequestFacts = {
  host: "127.0.0.1:3000",
  origin: "http://127.0.0.1:3000",
  secFetchSite: "same-origin",
  isWrite: true,
  site: { port: 3000 },
};
const page: RequestFacts = { ...action, origin: null, secFetchSite: "none", isWrite: false };

test.each<[title: string, facts: RequestFacts, isAllowed: boolean]>([
  ["an action from the own page", action, true],
  ["an action of a browser without Sec-Fetch-Site", { ...action, secFetchSite: null }, true],
  ["localhost", { ...action, host: "localhost:3000", origin: "http://localhost:3000" }, true],
  ["IPv6 loopback", { ...action, host: "[::1]:3000", origin: "http://[::1]:3000" }, true],
  ["a host in capitals", { ...action, host: "LOCALHOST:3000", origin: "http://localhost:3000" }, true],
  ["port 80, not written", { ...action, host: "localhost", origin: "http://localhost", site: { port: 80 } }, true],
  ["an action without Origin", { ...action, origin: null }, false],
  ["an action with an empty Origin", { ...action, origin: "" }, false],
  ["an action with Origin null", { ...action, origin: "null" }, false],
  ["an action from another site", { ...action, origin: "https://evil.example" }, false],
  ["an action from another port", { ...action, origin: "http://127.0.0.1:4000" }, false],
  ["an action from the other loopback name", { ...action, origin: "http://localhost:3000" }, false],
  ["an action from https", { ...action, origin: "https://127.0.0.1:3000" }, false],
  ["an Origin with a path", { ...action, origin: "http://127.0.0.1:3000/" }, false],
  ["a malformed Origin", { ...action, origin: "http://127.0.0.1:3000 http://evil.example" }, false],
  ["a rebound host name", { ...action, host: "evil.example:3000", origin: "http://evil.example:3000" }, false],
  ["a host that only begins like ours", { ...action, host: "127.0.0.1.evil.example:3000" }, false],
  ["the wrong port in Host", { ...action, host: "127.0.0.1:3001", origin: "http://127.0.0.1:3001" }, false],
  ["no port in Host", { ...action, host: "127.0.0.1", origin: "http://127.0.0.1" }, false],
  ["no Host", { ...action, host: null }, false],
  ["cross-site by Sec-Fetch-Site", { ...action, secFetchSite: "cross-site" }, false],
  ["same-site by Sec-Fetch-Site", { ...action, secFetchSite: "same-site" }, false],
  ["port 80, written", { ...action, host: "localhost:80", origin: "http://localhost:80", site: { port: 80 } }, true],
  ["another port where it is 80", { ...action, host: "localhost:81", site: { port: 80 } }, false],
  [
    "an action of a page elsewhere that sends no Sec-Fetch-Site",
    { ...action, origin: "https://a.b", secFetchSite: null },
    false,
  ],
  ["a page opened by hand", page, true],
  ["a page opened from a link elsewhere", { ...page, secFetchSite: "cross-site" }, true],
  ["a page under a rebound host name", { ...page, host: "evil.example:3000" }, false],
  ["a page without Host", { ...page, host: null }, false],
])("%s", (_title, facts, isAllowed) => {
  expect(checkRequest(facts)).toBe(isAllowed);
});

const site = { port: 3000, origin: "https://headgate.example" };
const published: RequestFacts = { ...action, host: "headgate.example", origin: site.origin, site };

test.each<[title: string, facts: RequestFacts, isAllowed: boolean]>([
  ["its own name", published, true],
  ["its own name in capitals", { ...published, host: "HEADGATE.example" }, true],
  ["its own name with the port of https", { ...published, host: "headgate.example:443" }, true],
  ["its own name with another port", { ...published, host: "headgate.example:8443" }, false],
  ["a name that ends alike", { ...published, host: "not-headgate.example" }, false],
  ["an Origin without https", { ...published, origin: "http://headgate.example" }, false],
  ["an Origin of this machine under the public name", { ...published, origin: "http://localhost:3000" }, false],
  ["this machine, as before", { ...published, host: "localhost:3000", origin: "http://localhost:3000" }, true],
  ["the public Origin under a name of this machine", { ...published, host: "localhost:3000" }, false],
])("behind a proxy: %s", (_title, facts, isAllowed) => {
  expect(checkRequest(facts)).toBe(isAllowed);
});

test("without a Host header, neither it nor an Origin is this server", () => {
  expect(isOwnHost(null, site)).toBe(false);
  expect(isOwnOrigin("http://null", null, site)).toBe(false);
  expect(isOwnOrigin("https://headgate.example", null, site)).toBe(false);
});
