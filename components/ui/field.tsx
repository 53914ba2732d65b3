import type { ReactNode } from "react";

export type FieldProps = {
  id: string;
  label: string;
  help?: ReactNode;
  error?: string;
  className?: string;
  /** The label is read to assistive technology but not shown, for rows under a shared heading. */
  isLabelHidden?: boolean;
  children: ReactNode;
};

/** Label, control, help and error, tied together by ids: give the control `fieldProps(id, ...)`. */
export function Field({ id, label, help, error, className = "", isLabelHidden = false, children }: FieldProps) {
  return (
    <div data-slot="field" className={`min-w-0 ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "mb-1.5 block font-medium text-sm"}>
        {label}
      </label>
      {children}
      {help ? (
        <div id={`${id}-help`} className="mt-1.5 text-muted text-xs">
          {help}
        </div>
      ) : null}
      <FieldError id={id} error={error} />
    </div>
  );
}

/** The error of one control, announced when it appears. */
export function FieldError({ id, error }: { id: string; error?: string }) {
  return (
    <p id={`${id}-error`} aria-live="polite" className={error ? "mt-1.5 text-danger text-xs" : "hidden"}>
      {error}
    </p>
  );
}

/** The attributes that tie a control to its `Field`. */
export function fieldProps(id: string, { error, help }: { error?: string; help?: ReactNode } = {}) {
  const describedBy = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { id, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy || undefined };
}
