import { expect, test } from "vitest";
import { repairSeparators } from "./separators.ts";

test.each([
  ["https://h.example/in?header_A=1;header_B=2", "https://h.example/in?header_A=1&header_B=2"],
  ["https://h.example/in?a=1,header_B=2;c=3", "https://h.example/in?a=1&header_B=2;c=3"],
  ["https://h.example/in?header_A=1?header_X-B=2", "https://h.example/in?header_A=1&header_X-B=2"],
  ["https://h.example/in&header_A=1", "https://h.example/in?header_A=1"],
  ["https://h.example/in&header_A=1&header_B=2", "https://h.example/in?header_A=1&header_B=2"],
  ["https://h.example/in;header_A=1;header_B=2", "https://h.example/in?header_A=1&header_B=2"],
])("separates headers: %s", (text, repaired) => {
  expect(repairSeparators(text)).toBe(repaired);
  expect(repairSeparators(repaired)).toBe(repaired);
});

test.each([
  "https://h.example/in?header_A=1&header_B=2",
  "https://h.example/in?tags=a:b,c:d;e&q=what?now",
  "https://h.example/in?header_A=see;header_",
  "https://h.example/in&token=1",
  "https://h.example/header_A=1",
  "s3://bucket/a;header_B=2?region=us-east-1",
])("keeps what may be a value: %s", (text) => {
  expect(repairSeparators(text)).toBe(text);
});
