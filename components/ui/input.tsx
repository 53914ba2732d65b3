import { cva } from "class-variance-authority";
import type { ComponentProps } from "react";

/** Shared by text inputs and selects, so that they line up. */
export const controlStyle = cva(
  "block h-9 w-full min-w-0 rounded-control border border-line-strong bg-raised px-2.5 text-fg text-sm transition-colors duration-100 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger",
  {
    variants: { font: { sans: "", mono: "font-mono text-table" } },
    defaultVariants: { font: "sans" },
  },
);

/** For an input that is as wide as its place: a key press lays out the input alone, not the page around it. */
export const containedStyle = "[contain:size_layout]";

type InputProps = ComponentProps<"input"> & { font?: "sans" | "mono" };

/** A text input without the browser's corrections, which would change what is sent. */
export function Input({ className, font, ...props }: InputProps) {
  return (
    <input
      data-slot="input"
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      className={controlStyle({ font, className: `read-only:bg-sunken ${className ?? ""}` })}
      {...props}
    />
  );
}

export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <select data-slot="select" className={controlStyle({ className: `truncate pr-7 ${className ?? ""}` })} {...props} />
  );
}
