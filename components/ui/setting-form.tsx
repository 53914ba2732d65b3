import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { ErrorCallout } from "./error-callout.tsx";
import type { useSaving } from "./use-saving.ts";

type SettingFormProps = {
  /** What the button saves: "objective". */
  what: string;
  saving: Pick<ReturnType<typeof useSaving>, "failure" | "isBusy">;
  isValid: boolean;
  onSubmit: () => void;
  onClose: () => void;
  /** Buttons for other changes, which take the place of a plain cancel. */
  more?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A small form in place: its fields, why it was not saved, "Save" and "Cancel". */
export function SettingForm({ what, saving, isValid, onSubmit, onClose, more, ...props }: SettingFormProps) {
  const { className = "mt-2 grid gap-3", children } = props;
  const { failure, isBusy } = saving;
  return (
    <form
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) onSubmit();
      }}
    >
      {children}
      {failure ? <ErrorCallout error={failure} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" variant="primary" aria-disabled={isBusy || !isValid} aria-busy={isBusy}>
          {isBusy ? "Saving…" : `Save ${what}`}
        </Button>
        {more}
        <Button size="small" {...(more ? { variant: "quiet" } : {})} onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
