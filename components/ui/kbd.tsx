/** A key of the keyboard, for the eye only. */
export function Kbd({ children, className = "" }: { children: string; className?: string }) {
  return (
    <kbd
      aria-hidden
      className={`inline-grid h-[1.125rem] min-w-[1.125rem] place-items-center rounded-[4px] border border-line bg-chosen px-1 font-medium font-sans text-[11px] text-muted leading-none ${className}`}
    >
      {children}
    </kbd>
  );
}
