import { lazy, Suspense } from "react";
import { cellRole } from "#components/ui/table-roles.ts";
import type { ListedJob } from "#lib/logpush/views.ts";
import type { RowActions } from "./row-actions.ts";
import type { SwitchState } from "./use-job-switches.ts";

/** Only a failed switch needs it; loaded ahead, for a server that does not answer could not give it then. */
export const loadSwitchAlert = () => import("./switch-alert.tsx").then(({ SwitchAlert }) => ({ default: SwitchAlert }));
const SwitchAlert = lazy(loadSwitchAlert);

type RowNoteProps = { listed: ListedJob; label: string; state: SwitchState; actions: RowActions };

/** Why the switch of a row could not be changed, right below it. */
export function RowNote({ listed, label, state, actions }: RowNoteProps) {
  if (!state.error) return null;
  return (
    <div {...cellRole} className="job-note">
      <Suspense>
        <SwitchAlert
          label={label}
          jobKey={listed.key}
          state={state}
          error={state.error}
          onRetry={() => actions.turn(listed, state.target)}
          onRefresh={() => {
            actions.dismiss(listed.key);
            actions.refresh();
          }}
          onDelete={actions.may.write ? () => actions.askToDelete(listed) : undefined}
          onDismiss={() => actions.dismiss(listed.key)}
        />
      </Suspense>
    </div>
  );
}
