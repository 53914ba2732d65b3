"use client";

import { useCallback, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { showToast } from "#components/ui/toast.ts";
import type { ListedJob } from "#lib/logpush/views.ts";

type ReadJob = typeof import("#app/actions/jobs.ts").readJob;

/** Sends a test delivery for a row, as its job's page would, and says how it ended. */
export function useTestDeliveries(readJob: ReadJob) {
  const [testing, setTesting] = useState<ReadonlySet<string>>(new Set());

  const sendTest = useCallback(
    async ({ key, name }: ListedJob) => {
      setTesting((before) => new Set(before).add(key));
      const result = await callAction(async () => (await import("./test-row.ts")).testRow(key, readJob));
      setTesting((before) => new Set([...before].filter((one) => one !== key)));
      if (!result.ok) {
        showToast({ text: `Test of ${name} not sent`, help: result.error.message, tone: "danger" });
        return;
      }
      const { isDelivered, text, help } = result.value;
      showToast({ text: `${name}: ${text}`, help, tone: isDelivered ? "ok" : "danger" });
    },
    [readJob],
  );
  return { testing, sendTest };
}
