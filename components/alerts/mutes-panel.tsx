"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { MuteView } from "#lib/logpush/alerts/alerts-view.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { AlertActions } from "./alert-actions.ts";

type MutesPanelProps = {
  mutes: MuteView[];
  /** Absent where the role does not allow it. */
  muteJob: AlertActions["muteJob"] | undefined;
};

/** The jobs whose alerts are held back, and until when. */
export function MutesPanel({ mutes, muteJob }: MutesPanelProps) {
  const router = useRouter();
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, startUnmuting] = useTransition();

  const unmute = ({ path, label }: MuteView, mute: AlertActions["muteJob"]) =>
    startUnmuting(async () => {
      const [scope = "", id] = path.split("/jobs/");
      const ref = parseScopePath(scope);
      if (!ref) return;
      const result = await callWriteAction(() => mute({ ref: { ...ref, jobId: Number(id) }, minutes: "off" }));
      setError(result.ok ? null : result.error);
      if (result.ok) showToast({ text: `Alerts of ${label} unmuted` });
      router.refresh();
    });

  return (
    <Panel title="Muted jobs">
      {error ? (
        <div className="p-3">
          <ErrorCallout error={error} />
        </div>
      ) : null}
      <ul aria-label="Muted jobs" className="max-h-72 divide-y divide-line overflow-y-auto">
        {mutes.map((mute) => (
          <li key={mute.path} className="flex items-center gap-3 px-3 py-2 text-sm">
            <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <Link href={`/${mute.path}` as Route} className="font-medium hover:underline">
                <bdi>{mute.label}</bdi>
              </Link>{" "}
              <span className="text-muted text-xs">
                {mute.scopeName} ·{" "}
                {mute.until === null ? (
                  "until unmuted"
                ) : (
                  <>
                    until <LocalTime iso={mute.until} />
                  </>
                )}
              </span>
            </p>
            {muteJob ? (
              <Button
                size="small"
                aria-label={`Unmute ${mute.label}`}
                aria-disabled={isPending}
                onClick={() => isPending || unmute(mute, muteJob)}
              >
                Unmute
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
