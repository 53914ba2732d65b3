"use client";

import { useState } from "react";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { DeliveryFix } from "#lib/logpush/delivery/verdict.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { type FixActions, fixLabel, type ValueFix } from "./fix-label.ts";
import { settingHref } from "./tabs.ts";

/** With a stand-in, or the whole page would wait for it. */
const FixDialog = loaded(async () => (await import("./fix-dialog.tsx")).FixDialog, {
  loading: () => null,
});

type FixButtonsProps = { fixes: DeliveryFix[]; jobRef: JobRef; actions: FixActions };

/** Each repair as a button: those that the form can make open their review, the others lead to the field. */
export function FixButtons({ fixes, jobRef, actions }: FixButtonsProps) {
  const [reviewed, setReviewed] = useState<ValueFix | null>(null);
  return (
    <>
      {fixes.map((fix) =>
        fix.kind === "go-to" ? (
          <Link key={fix.at} href={settingHref(jobRef, fix.at)} className={buttonStyle({ size: "small" })}>
            {placeLabels[fix.at]}
          </Link>
        ) : (
          <Button
            key={fixLabel(fix)}
            size="small"
            variant="primary"
            className="max-w-full"
            onClick={() => setReviewed(fix)}
          >
            <span className="truncate">{fixLabel(fix)}</span>
          </Button>
        ),
      )}
      {reviewed ? (
        <FixDialog fix={reviewed} jobRef={jobRef} actions={actions} onClose={() => setReviewed(null)} />
      ) : null}
    </>
  );
}

const placeLabels = {
  endpoint: "Edit destination",
  headers: "Edit headers",
  batch: "Edit batch limits",
} satisfies Record<Extract<DeliveryFix, { kind: "go-to" }>["at"], string>;
