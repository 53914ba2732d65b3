import type { ReactNode } from "react";
import { ChangeTable } from "#components/job-form/change-table.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { Compared, ComparisonState } from "./use-comparison.ts";

type VersionChangesProps = {
  state: ComparisonState;
  columns: [string, string];
  /** Another way to show what was compared. */
  children?: (compared: Compared) => ReactNode;
};

/** What differs between two versions, while it is read, and when that failed. */
export function VersionChanges({ state, columns, children }: VersionChangesProps) {
  if (state.kind === "failed") return <ErrorCallout error={state.error} />;
  if (state.kind === "loading") {
    return (
      <p aria-busy="true" role="status" className="text-muted">
        Comparing…
      </p>
    );
  }
  if (children) return children(state.compared);
  const { changes } = state.compared;
  return changes.length > 0 ? (
    <ChangeTable changes={changes} columns={columns} />
  ) : (
    <p className="text-muted">These versions have the same settings.</p>
  );
}
