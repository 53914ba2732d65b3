import { expect, test } from "vitest";
import { isSameEndpoint } from "./same-endpoint.ts";

test.each([
  ["https://h.example", "https://h.example/?header_A=b", true],
  ["https://h.example/in?a=b", "https://H.example:443/in#x", true],
  ["https://bücher.example/in", "https://xn--bcher-kva.example/in", true],
  ["https://h.example/in", "https://h.example/in/", false],
  ["https://h.example/in", "https://h.example/IN", false],
  ["https://h.example:8443", "https://h.example", false],
  ["https://h.example", "http://h.example", false],
  ["s3://b/d?region=x", "s3://b/d?region=y", true],
  ["s3://b/d", "r2://b/d", false],
  ["s3://b", "s3://B", false],
  ["", "https://h.example", false],
])("%s and %s: %s", (a, b, expected) => {
  expect(isSameEndpoint(a, b)).toBe(expected);
  expect(isSameEndpoint(b, a)).toBe(expected);
});
