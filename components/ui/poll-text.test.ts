import { expect, test } from "vitest";
import { pollText } from "./poll-text.ts";

test.each([
  [{ intervalMs: 30_000, pausedUntil: null }, "every 30 s"],
  [{ intervalMs: 250_000, pausedUntil: null }, "every 4 min"],
  [
    { intervalMs: 240_000, pausedUntil: "2026-11-25T12:04:00.000Z" },
    "paused: the API’s rate limit is low until 12:04 UTC",
  ],
])("%j is %j", (pollSchedule, text) => expect(pollText(pollSchedule)).toBe(text));
