import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

/** The look of a button, also for links that act like one. */
export const buttonStyle = cva(
  "inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-accent-fg not-disabled:hover:bg-accent-hover",
        secondary: "border-line-control bg-raised text-fg shadow-control not-disabled:hover:bg-hover",
        quiet: "border-transparent text-muted not-disabled:hover:bg-hover not-disabled:hover:text-fg",
        danger: "border-transparent bg-danger text-accent-fg not-disabled:hover:bg-danger-hover",
      },
      size: {
        medium: "h-8 px-3 text-sm max-sm:h-10",
        small: "h-7 px-2.5 text-xs",
        icon: "size-8 max-sm:size-10",
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
