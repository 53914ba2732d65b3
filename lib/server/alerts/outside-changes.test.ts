import { afterEach, beforeEach, expect, test } from "vitest";
import { putJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { createJob } from "../jobs/create-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { type Emulated, newValues, openEmulated } from "../testing/test-context.ts";
import { findOutsideChanges } from "./outside-changes.ts";

let emulated: Emulated<Emulator>;
beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  await prepareReading(emulated.context, "list");
});
afterEach(() => emulated.close());

test("a change outside is reported with its person, or after a while without; what was made here is not", async () => {
  const { context } = emulated;
  const { upstream, store } = context;
  const sinceMs = Date.now();
  const find = (laterMs = 0) => findOutsideChanges(context, { sinceMs, nowMs: Date.now() + laterMs });
  const ref = await createJob(context, newValues({ name: "watched" }));
  await setJobEnabled(context, { ref, enabled: false });
  expect(await find(100_000)).toEqual([]);

  await upstream.write((client) => putJob(client, ref, { max_upload_records: 5000 }));
  await prepareReading(context, "list");
  expect(await find()).toEqual([]);
  const [late] = await find(100_000);
  expect(late?.body.text).toBe("watched (theburritobot.com) was changed outside Headgate: Max upload records.");
  await store.db.updateTable("job_version").set({ actor: "cloudflare:ana@example.com" }).where("n", "=", 3).execute();
  const [known, ...others] = await find();
  expect(known).toMatchObject({
    kind: "outside",
    id: late?.id,
    body: { text: "watched (theburritobot.com) was changed outside Headgate by ana@example.com: Max upload records." },
  });
  expect(others).toEqual([]);
  expect(JSON.stringify(known)).not.toContain("canary");

  await upstream.write((client) => removeJob(client, ref));
  await prepareReading(context, "list");
  expect((await find(100_000)).map(({ body }) => body.text)[0]).toBe(
    "watched (theburritobot.com) was deleted outside Headgate.",
  );
});
