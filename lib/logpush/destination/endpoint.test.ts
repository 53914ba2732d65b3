import { describe, expect, test } from "vitest";
import { canonicalHost, checkEndpointForSending, splitEndpoint } from "./endpoint.ts";

describe("an endpoint that is about to be sent", () => {
  test.each([
    "https://logs.example.com",
    "https://logs.example.com/",
    "https://LOGS.example.com:8443/in",
    "https://logs.example.com:1",
    "https://logs.example.com:65535",
    "https://logs_1.example.com",
    "https://xn--bcher-kva.example/in",
    "https://203.0.113.9/in",
    "https://[2001:db8::1]:8443/in",
    "https://h.example/a%20b/%E2%82%AC/!$&'()*+,-.;=@~_:",
    "https://h.example//double//",
  ])("%s is valid", (endpoint) => expect(checkEndpointForSending(endpoint)).toBeUndefined());

  test.each([
    ["", "E_DEST_EMPTY"],
    ["logs.example.com", "E_DEST_SCHEME"],
    ["http://logs.example.com", "E_DEST_SCHEME"],
    ["https:logs.example.com", "E_DEST_SCHEME"],
    ["https://", "E_DEST_HOST"],
    ["https:///logs.example.com", "E_DEST_HOST"],
    ["https://a,b/", "E_DEST_HOST"],
    ["https://*.example.com/", "E_DEST_HOST"],
    ["https://[::1/", "E_DEST_HOST"],
    ["https://[::1]x:1/", "E_DEST_HOST"],
    ["https://a.example\\@b.example/", "E_DEST_BACKSLASH"],
    ["https://user:pass@h.example/", "E_DEST_USERINFO"],
    ["https://user@h.example/", "E_DEST_USERINFO"],
    ["https://h.example#f", "E_DEST_FRAGMENT"],
    ["https://h.example?a=b", "E_DEST_QUERY"],
    ["https://h.example/a b", "E_DEST_SPACE"],
    ["https://h.example/a\u00a0b", "E_DEST_SPACE"],
    ["https://h.example/a\tb", "E_DEST_SPACE"],
    ["https://h\u0001.example/", "E_DEST_HOST"],
    ["https://h.example/\u0001", "E_DEST_CONTROL"],
    ["https://h.example/%0a", "E_DEST_CONTROL"],
    ["https://h.example/%zz", "E_DEST_ESCAPE"],
    ["https://h.example/100%", "E_DEST_ESCAPE"],
    ["https://h.example/%ff", "E_DEST_UTF8"],
    ["https://h.example/é", "E_DEST_CHARACTER"],
    ["https://h.example/<x>", "E_DEST_CHARACTER"],
    ["https://h.example/{x}", "E_DEST_CHARACTER"],
    ['https://h.example/"', "E_DEST_CHARACTER"],
    ["https://h.example:0/", "E_DEST_PORT"],
    ["https://h.example:65536/", "E_DEST_PORT"],
    ["https://h.example:8o/", "E_DEST_PORT"],
    ["https://h.example:a80/", "E_DEST_PORT"],
    ["https://h.example:000080/", "E_DEST_PORT"],
    ["https://a[::1]:1/", "E_DEST_HOST"],
    ["https://a:1:2/", "E_DEST_HOST"],
    ["https://h.example:/", "E_DEST_PORT"],
  ])("%s is refused: %s", (endpoint, code) => {
    expect(checkEndpointForSending(endpoint)).toMatchObject({ code, at: "endpoint" });
  });

  test.each([
    ["2130706433", "127.0.0.1"],
    ["0x7f.1", "127.0.0.1"],
    ["127.1", "127.0.0.1"],
    ["①②⑦.0.0.1", "127.0.0.1"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["%61.example", "a.example"],
    ["[2001:DB8:0::1]", "[2001:db8::1]"],
  ])("the host %s must be written as %s", (host, canonical) => {
    expect(canonicalHost(host)).toBe(canonical);
    const error = checkEndpointForSending(`https://${host}/`);
    expect(error?.code).toBe("E_DEST_HOST_CANONICAL");
    expect(error?.nextStep).toContain(canonical);
  });

  test("the message names the character and its escape", () => {
    const error = checkEndpointForSending("https://h.example/€");
    expect(`${error?.message} ${error?.nextStep}`).toContain("€");
    expect(error?.nextStep).toContain("%E2%82%AC");
  });
});

test("splitting keeps every part unchanged", () => {
  expect(splitEndpoint("https://Host:0443/a//b")).toEqual({
    scheme: "https://",
    authority: "Host:0443",
    host: "Host",
    port: "0443",
    path: "/a//b",
  });
  expect(splitEndpoint("https://[::1]:8/")).toMatchObject({ host: "[::1]", port: "8", path: "/" });
  expect(splitEndpoint("r2://bucket/{DATE}")).toMatchObject({ scheme: "r2://", host: "bucket", path: "/{DATE}" });
  expect(splitEndpoint("")).toEqual({ scheme: "", authority: "", host: "", port: "", path: "" });
  expect(splitEndpoint("h.example:80/a")).toEqual({
    scheme: "",
    authority: "h.example:80",
    host: "h.example",
    port: "80",
    path: "/a",
  });
  expect(splitEndpoint("h.example")).toMatchObject({ scheme: "", host: "h.example", path: "" });
  expect(splitEndpoint("/a/b")).toMatchObject({ scheme: "", authority: "", host: "", path: "/a/b" });
  expect(splitEndpoint("xhttps://a")).toMatchObject({ scheme: "xhttps://", host: "a" });
  expect(splitEndpoint("1https://a/b")).toMatchObject({ scheme: "", host: "1https", port: "", path: "//a/b" });
  expect(splitEndpoint("https://a\nb/c\nd")).toMatchObject({ host: "a\nb", path: "/c\nd" });
  expect(splitEndpoint("https://a:1\n2/c")).toMatchObject({ host: "a", port: "1\n2" });
  expect(splitEndpoint("https://a[::1]/")).toMatchObject({ authority: "a[::1]", host: "a[", port: ":1]" });
  expect(splitEndpoint("")).toMatchObject({ scheme: "", host: "", path: "" });
});

test.each(["", "a b", "[::1", "%zz"])("“%s” is not a host", (host) => {
  expect(canonicalHost(host)).toBeUndefined();
});
