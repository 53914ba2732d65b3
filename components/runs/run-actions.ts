type Actions = typeof import("#app/actions/runs.ts");

/** What can be done to a run. */
export type RunActions = Pick<
  Actions,
  "applyRun" | "discardRun" | "stopRun" | "resumeRun" | "retryRun" | "rollBackRun"
> &
  Pick<typeof import("#app/actions/plans.ts"), "planCleanup">;
