import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { usePlan } from "./use-plan.ts";

type PlanFormProps = {
  planning: Pick<ReturnType<typeof usePlan>, "isPlanning" | "error">;
  onSubmit: () => void;
  /** In a dialog. */
  onCancel?: (() => void) | undefined;
  /** Whether there is nothing to plan from yet. */
  isLoading?: boolean;
  /** Beside the buttons. */
  note?: string;
  label?: string;
  className?: string;
  children: ReactNode;
};

/** What leads to the plan of a run: its fields, the error of the planning, and "Review plan". */
export function PlanForm({ planning, onSubmit, onCancel, isLoading = false, note, ...props }: PlanFormProps) {
  const { label, className = "grid gap-4", children } = props;
  const { isPlanning, error } = planning;
  return (
    <form
      noValidate
      method="post"
      aria-label={label}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {error ? <ErrorCallout error={error} /> : null}
      <div className={`flex flex-wrap items-center gap-2 ${onCancel ? "justify-end" : ""}`}>
        {note ? <p className="mr-auto text-muted text-xs">{note}</p> : null}
        {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        <Button type="submit" variant="primary" aria-busy={isPlanning} disabled={isPlanning || isLoading}>
          {isPlanning ? "Planning…" : "Review plan"}
        </Button>
      </div>
    </form>
  );
}

export const nothingIsSent = "Nothing is sent before you apply the plan.";
