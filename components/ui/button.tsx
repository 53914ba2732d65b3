import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

/** The look of a button, also for links that act like one. */
export const buttonStyle = cva(
  "inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-accent-fg not-disabled:hover:bg-accent-hover",
        secondary: "border-line-strong bg-raised text-fg not-disabled:hover:bg-sunken",
        quiet: "border-transparent text-muted not-disabled:hover:bg-sunken not-disabled:hover:text-fg",
        danger: "border-transparent bg-danger text-accent-fg not-disabled:hover:bg-danger-hover",
      },
      size: {
        medium: "h-9 px-3.5 text-sm",
        small: "h-7 px-2.5 text-xs",
        icon: "size-9",
        iconSmall: "size-7",
      },
    },
    defaultVariants: { variant: "secondary", size: "medium" },
  },
);

export function Button({
  variant,
  size,
  className,
  type = "button",
  ...props
}: ComponentProps<"button"> & VariantProps<typeof buttonStyle>) {
  return <button data-slot="button" type={type} className={buttonStyle({ variant, size, className })} {...props} />;
}
