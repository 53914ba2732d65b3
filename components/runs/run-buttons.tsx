"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toast.ts";
import { type RunView, writesOf } from "#lib/logpush/plan/run-view.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { RunActions } from "./run-actions.ts";
import { runHref } from "./run-href.ts";

const ConfirmDialog = lazy(() => import("./confirm-dialog.tsx").then((module) => ({ default: module.ConfirmDialog })));

type RunButtonsProps = { run: RunView; actions: RunActions };

/** What can be done to the run now. What removes jobs, and what takes the run back, asks first. */
export function RunButtons({ run, actions }: RunButtonsProps) {
  const router = useRouter();
  const [isPending, startCall] = useTransition();
  const [asked, setAsked] = useState<"apply" | "roll back" | null>(null);
  const [stopAfter, setStopAfter] = useState(run.stopAfter);
  const { id, state, results, plan, reversible } = run;
  if (!run.mayApply) return null;

  /** The page shows what it led to. */
  function press(call: () => Promise<Result<unknown>>) {
    if (isPending) return;
    startCall(async () => {
      const result = await callWriteAction(call);
      if (!result.ok) showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
      startCall(() => {
        setAsked(null);
        router.refresh();
      });
    });
  }

  /** This page is left for the one that it led to. */
  function leave(call: () => Promise<Result<{ id: string }>>, hrefOf: (id: string) => Route) {
    if (isPending) return;
    startCall(async () => {
      const result = await callWriteAction(call);
      startCall(() => setAsked(null));
      if (result.ok) router.push(hrefOf(result.value.id));
      else showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
    });
  }

  const rollBack = () => leave(() => actions.rollBackRun({ id }), runHref);
  const discard = () =>
    leave(
      () => actions.discardRun({ id }),
      () => "/runs" as Route,
    );

  const apply = () => press(() => actions.applyRun({ id, stopAfter }));
  const isEnded = state === "stopped" || state === "finished";
  const again = results.failed + results.unknown + results["not applied"] - plan.blocked;
  const busy = { "aria-disabled": isPending, "aria-busy": isPending };
  return (
    <>
      {state === "planned" && writesOf(run) > 1 ? (
        <span className="w-44">
          <Select
            aria-label="Stop after"
            className="h-8! max-sm:h-10!"
            value={String(stopAfter ?? "")}
            onChange={({ target }) => setStopAfter(target.value === "" ? null : Number(target.value))}
          >
            <option value="1">Stop after 1 failure</option>
            <option value="5">Stop after 5 failures</option>
            <option value="20">Stop after 20 failures</option>
            <option value="">Do not stop at failures</option>
          </Select>
        </span>
      ) : null}
      {state === "planned" ? (
        <Button {...busy} onClick={discard}>
          Discard
        </Button>
      ) : null}
      {state === "planned" && writesOf(run) > 0 ? (
        <Button variant="primary" {...busy} onClick={() => (plan.delete > 0 ? setAsked("apply") : apply())}>
          Apply plan
        </Button>
      ) : null}
      {state === "applying" ? (
        <Button {...busy} onClick={() => press(() => actions.stopRun({ id }))}>
          Stop
        </Button>
      ) : null}
      {isEnded && again > 0 ? (
        <Button {...busy} onClick={() => press(() => actions.retryRun({ id }))}>
          Retry failed
        </Button>
      ) : null}
      {isEnded && reversible + results.unknown > 0 ? (
        <Button {...busy} onClick={() => setAsked("roll back")}>
          Roll back
        </Button>
      ) : null}
      {(state === "stopped" && results.queued > 0) || state === "stopping" ? (
        <Button variant="primary" {...busy} onClick={() => press(() => actions.resumeRun({ id }))}>
          Resume
        </Button>
      ) : null}
      {asked ? (
        <Suspense>
          <ConfirmDialog
            kind={asked}
            run={run}
            isBusy={isPending}
            onClose={() => setAsked(null)}
            onConfirm={asked === "apply" ? apply : rollBack}
          />
        </Suspense>
      ) : null}
    </>
  );
}
