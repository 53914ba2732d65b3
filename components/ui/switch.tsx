import type { ComponentProps } from "react";

/** A native checkbox with the role of a switch: keyboard, labels and forms work as the browser does them. */
export function Switch({ className = "", ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      data-slot="switch"
      type="checkbox"
      role="switch"
      className={`relative h-6 w-10 shrink-0 appearance-none rounded-full border border-line-strong bg-sunken transition-colors duration-100 before:absolute before:top-[3px] before:left-[3px] before:size-4 before:rounded-full before:bg-line-strong before:transition-transform before:duration-100 checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-accent-fg disabled:opacity-60 aria-busy:animate-pulse ${className}`}
      {...props}
    />
  );
}
