import { expect, test } from "vitest";
import { exampleValues, header } from "../testing/form-values.ts";
import { describeSettings } from "./describe-settings.ts";

test("a job's settings for reading leave out what Cloudflare decides, and hide saved secrets", () => {
  const values = exampleValues({
    endpoint: "https://logs.example.com",
    query: [
      { ...header("Authorization", ""), saved: 0, fingerprint: "f" },
      { ...header("Content-Type", ""), saved: 1, fingerprint: "g", shown: "application/json" },
    ],
    recordPrefix: null,
  });
  const lines = describeSettings(values);
  expect(lines.slice(0, 3)).toEqual([
    { label: "Endpoint URL", value: "https://logs.example.com", isCode: true },
    { label: "Authorization", value: "Saved value", isCode: false },
    { label: "Content-Type", value: "application/json", isCode: true },
  ]);
  expect(lines.every(({ value }) => value !== "default" && value !== "not set")).toBe(true);
  expect(lines.map(({ label }) => label)).toContain("Fields");
});
