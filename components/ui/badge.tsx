import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";

const style = cva(
  "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-[4px] px-1.5 font-medium text-xs [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-chosen text-muted",
        ok: "bg-ok-soft text-ok",
        warn: "bg-warn-soft text-warn",
        danger: "bg-danger-soft text-danger",
        info: "bg-info-soft text-info",
        accent: "bg-accent-soft text-accent",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

/** A state or an outcome in one or two words. */
export function Badge({ tone, children }: VariantProps<typeof style> & { children: ReactNode }) {
  return <span className={style({ tone })}>{children}</span>;
}
