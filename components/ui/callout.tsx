import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const style = cva("flex gap-2.5 rounded-card border px-3.5 py-3 text-sm", {
  variants: {
    tone: {
      danger: "border-danger/40 bg-danger-soft",
      warn: "border-warn/40 bg-warn-soft",
      ok: "border-ok/40 bg-ok-soft",
      info: "border-line bg-sunken",
    },
  },
  defaultVariants: { tone: "info" },
});

const icons = {
  danger: <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />,
  warn: <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />,
  ok: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />,
  info: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-info" />,
};

type CalloutProps = VariantProps<typeof style> & {
  title: ReactNode;
  children?: ReactNode;
  role?: "alert" | "status";
  className?: string;
};

/** A message with its tone as icon, color and words. */
export function Callout({ tone, title, children, role, className }: CalloutProps) {
  return (
    <div data-slot="callout" role={role} className={style({ tone, className })}>
      {icons[tone ?? "info"]}
      <div className="min-w-0 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">{title}</p>
        {children ? <div className="mt-1 text-muted [overflow-wrap:anywhere]">{children}</div> : null}
      </div>
    </div>
  );
}
