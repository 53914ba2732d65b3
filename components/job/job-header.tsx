"use client";

import { CopyPlus, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { CopyActions } from "#components/fleet/copy-dialog.tsx";
import { undoAction } from "#components/history/undo-change.ts";
import { HealthShape } from "#components/job-list/health-shape.tsx";
import { healthWords } from "#components/job-list/health-words.ts";
import { startNavigation } from "#components/layout/nav-progress.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { HealthState } from "#lib/logpush/job/health.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import type { May } from "#lib/logpush/views.ts";
import { EnabledControl } from "./enabled-control.tsx";
import { useEnabled } from "./use-enabled.ts";
import { useSendTest } from "./use-send-test.ts";

// With a stand-in, or the whole page would wait for them, and its effects would start again.
const SwitchRefusal = loaded(async () => (await import("./switch-refusal.tsx")).SwitchRefusal, {
  loading: () => null,
});
const TestResult = loaded(async () => (await import("./test-result.tsx")).TestResult, {
  loading: () => null,
});
/** After the page: it needs nothing of it, and its place is kept. */
const JobLive = loaded(async () => (await import("./job-live.tsx")).JobLive, {
  ssr: false,
  loading: () => <span className="h-6 w-12" />,
});
/** After the page too: nobody needs what is done less often before it can be pressed. */
const JobMenu = loaded(async () => (await import("./job-menu.tsx")).JobMenu, {
  ssr: false,
  loading: () => <span className="block size-8 max-sm:size-10" />,
});
const DeleteJobDialog = loaded(
  async () => (await import("#components/job-list/delete-job-dialog.tsx")).DeleteJobDialog,
  { loading: () => null },
);

export type JobHeaderActions = Pick<
  typeof import("#app/actions/jobs.ts"),
  "setJobEnabled" | "readJob" | "deleteJob" | "updateJob"
> &
  Pick<typeof import("#app/actions/history.ts"), "undoChange"> &
  CopyActions;

type JobHeaderProps = {
  head: JobHead;
  may: May;
  /** Keeps the page current: not where somebody fills in a form. */
  isLive: boolean;
  /** Opens with the dialog that copies the job. */
  isCopying: boolean;
  actions: JobHeaderActions;
};

/** What the job is, how it does, and everything that can be done to it from any tab. */
export function JobHeader({ head, may, isLive, isCopying, actions }: JobHeaderProps) {
  const { summary, nowMs, version, mute } = head;
  const router = useRouter();
  const [isDeleting, setIsDeleting] = useState(false);
  const enabled = useEnabled(summary, actions.setJobEnabled);
  const test = useSendTest(summary.ref);
  const label = jobLabel(summary);

  function duplicate() {
    startNavigation();
    router.push(`/jobs/new?from=${jobKey(summary.ref)}`);
  }

  return (
    <header className="pt-4">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 lg:grid-cols-[minmax(0,1fr)_auto_auto]">
        <div className="col-start-1 row-start-1 min-w-0">
          <nav aria-label="Breadcrumb" className="flex min-w-0 gap-1.5 text-muted text-xs">
            <Link href="/" className="hover:text-fg hover:underline">
              Jobs
            </Link>
            <span aria-hidden>/</span>
            <Link
              href={`/?scope=${summary.ref.scopeKind}/${summary.ref.scopeId}`}
              className="truncate hover:text-fg hover:underline"
              title={summary.scopeName}
            >
              {summary.scopeName}
            </Link>
          </nav>
          <div className="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5">
            <h1 className="line-clamp-2 min-w-0 font-semibold text-title [overflow-wrap:anywhere]" title={label}>
              {label}
            </h1>
            <StateBadge state={summary.health.state} />
            {mute ? <Badge>Alerts muted</Badge> : null}
            <p className="font-mono text-muted text-xs">
              {summary.dataset} <span aria-hidden>·</span> {summary.ref.jobId}
            </p>
            {isLive ? <JobLive jobRef={summary.ref} reading={String(nowMs)} /> : null}
          </div>
        </div>
        <div className="col-start-1 row-start-2 flex flex-wrap items-center gap-2 max-lg:col-span-2 lg:col-start-2 lg:row-start-1">
          <EnabledControl control={enabled} isEnabled={summary.enabled} mayOperate={may.operate} />
          {may.operate ? (
            <Button aria-disabled={test.isRunning} onClick={() => test.isRunning || void test.run()}>
              <Send aria-hidden className="size-4" />
              Send test
            </Button>
          ) : null}
          {may.write ? (
            <Button onClick={duplicate}>
              <CopyPlus aria-hidden className="size-4" />
              Duplicate
            </Button>
          ) : null}
        </div>
        <div className="col-start-2 row-start-1 lg:col-start-3">
          <JobMenu
            summary={summary}
            may={may}
            actions={actions}
            isCopying={isCopying}
            onDelete={() => setIsDeleting(true)}
          />
        </div>
      </div>
      <div className="mt-3 grid gap-3 empty:hidden">
        {enabled.error ? (
          <SwitchRefusal
            label={label}
            jobRef={summary.ref}
            control={{ ...enabled, error: enabled.error }}
            onTest={() => void test.run()}
            onDelete={may.write ? () => setIsDeleting(true) : undefined}
          />
        ) : null}
        {test.isRunning || test.result ? (
          <TestResult test={test} summary={summary} may={may} actions={actions} />
        ) : null}
      </div>
      {isDeleting ? (
        <DeleteJobDialog
          job={{ ref: summary.ref, name: summary.name }}
          isOpen
          onClose={() => setIsDeleting(false)}
          onDeleted={() => {
            const { ref } = summary;
            const { undoChange } = actions;
            const { n, canUndo } = version;
            const action = undoAction({ ref, change: "delete", n, undoChange, router });
            showToast({ text: `${label} deleted`, ...(canUndo ? { action } : {}) });
            router.push("/");
          }}
          readJob={actions.readJob}
          deleteJob={actions.deleteJob}
        />
      ) : null}
    </header>
  );
}

const tones = {
  failing: "danger",
  "disabled-by-failure": "danger",
  stale: "warn",
  settling: "info",
  pending: "info",
  healthy: "ok",
  disabled: "neutral",
} as const satisfies Record<HealthState, string>;

function StateBadge({ state }: { state: HealthState }) {
  return (
    <Badge tone={tones[state]}>
      <HealthShape state={state} />
      {healthWords[state].word}
    </Badge>
  );
}
