"use client";

import { loaded } from "#components/ui/loaded.tsx";
import { useOpened } from "#components/ui/use-opened.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

const ReceiverConfigPanel = loaded(async () => (await import("./receiver-config-panel.tsx")).ReceiverConfigPanel, {
  ssr: false,
});

/** The receiver's own side of the job; what writes it is loaded when this is opened. */
export function ReceiverConfig({ values }: { values: JobFormValues }) {
  const { isOpened, details } = useOpened();
  return (
    <details className="min-w-0 border-line border-t bg-raised" {...details}>
      <summary className="flex min-h-9 items-center px-4">
        <h2 className="font-medium text-sm">Receiver config</h2>
      </summary>
      {isOpened ? <ReceiverConfigPanel values={values} /> : null}
    </details>
  );
}
