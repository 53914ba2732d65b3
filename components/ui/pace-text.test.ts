import { expect, test } from "vitest";
import { paceText } from "./pace-text.ts";

test.each([
  [{ everyMs: 30_000, pausedUntil: null }, "every 30 s"],
  [{ everyMs: 250_000, pausedUntil: null }, "every 4 min"],
  [
    { everyMs: 240_000, pausedUntil: "2026-11-25T12:04:00.000Z" },
    "paused: the API’s rate limit is low until 12:04 UTC",
  ],
])("%j is %j", (pace, text) => expect(paceText(pace)).toBe(text));
