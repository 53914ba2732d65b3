/** Whether a page keeps itself current: a dot and a word. */
export function LiveMark({ isRunning }: { isRunning: boolean }) {
  return (
    <>
      <span
        aria-hidden
        className={`size-[7px] rounded-full ${isRunning ? "bg-ok ring-3 ring-ok/20" : "border border-line-strong"}`}
      />
      {isRunning ? "Live" : "Paused"}
    </>
  );
}
