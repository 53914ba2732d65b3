import type { CopyActions } from "#components/fleet/copy-dialog.tsx";

/** What the selection of the table leads to. */
export type CoverageActions = CopyActions &
  Pick<typeof import("#app/actions/coverage.ts"), "listCellJobs" | "readConsolidation">;
