import { expect, test } from "vitest";
import { countText, volumeText } from "./format.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [999_999, "1 MB"],
  [5_000_000, "5 MB"],
  [2_046_113_956_015, "2.05 TB"],
  [1.5e18, "1,500 PB"],
])("%d bytes are %s", (bytes, text) => expect(volumeText(bytes)).toBe(text));

test.each([
  [0, "0"],
  [999_999, "999,999"],
  [1_000_000, "1 million"],
  [2_147_483_648, "2.15 billion"],
])("%d records are %s", (count, text) => expect(countText(count)).toBe(text));
