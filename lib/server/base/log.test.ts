import { expect, test } from "vitest";
import { formatLogLine, type LogFields } from "./log.ts";

test("a log line contains only the allowed fields", () => {
  const wider = { level: "info", event: "done", action: "createJob", durationMs: 3, token: "secret" } as const;
  const fields: LogFields = wider;
  expect(formatLogLine(fields, new Date(0))).toBe(
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","event":"done","action":"createJob","durationMs":3}',
  );
});
