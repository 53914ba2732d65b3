const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];
const bar = "h-3 animate-pulse rounded-sm bg-sunken";

/** Holds the list's place with rows of its final height. */
export function ListSkeleton() {
  return (
    <div aria-busy className="grid gap-4">
      <div className="flex min-h-7 items-center">
        <h1 className="font-semibold text-title tracking-tight">Logpush jobs</h1>
      </div>
      <p className="sr-only">Reading the jobs…</p>
      <div className="h-7" />
      <div className="h-9" />
      <div aria-hidden className="overflow-clip rounded-card border border-line bg-raised">
        <div className="h-9" />
        {rows.map((row) => (
          <div key={row} className="flex h-11 items-center gap-6 border-line border-t px-3">
            <div className={`${bar} w-1/6`} />
            <div className={`${bar} w-1/8`} />
            <div className={`${bar} w-1/8`} />
            <div className={`${bar} w-1/6`} />
            <div className={`${bar} w-1/4`} />
          </div>
        ))}
      </div>
    </div>
  );
}
