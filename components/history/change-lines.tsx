import type { Change } from "#lib/logpush/job/diff.ts";

/** Longer values, and more of them, are in the diff. */
const longest = 80;
const most = 3;

/** What a version changed, from what to what: the first few settings. No list, because it is part of a list's item. */
export function ChangeLines({ changes }: { changes: Change[] }) {
  const more = changes.length - most;
  return (
    <div className="mt-0.5 grid gap-0.5 text-xs leading-5 [overflow-wrap:anywhere]">
      {changes.slice(0, most).map(({ label, before, after }) => (
        <ChangeLine key={label} label={label} before={shorten(before)} after={shorten(after)} />
      ))}
      {more > 0 ? <p className="text-muted">and {more} more</p> : null}
    </div>
  );
}

/** One setting, from what to what. */
export function ChangeLine({ label, before, after }: { label: string; before: string; after: string }) {
  return (
    <p>
      <span className="text-muted">{label}:</span>{" "}
      <span className="font-mono">
        {before === "" ? null : (
          <>
            <del className="rounded-[4px] bg-danger-soft px-1 text-danger no-underline">{before}</del>
            <span aria-hidden> → </span>
            <span className="sr-only"> to </span>
          </>
        )}
        <ins className="rounded-[4px] bg-ok-soft px-1 text-ok no-underline">{after}</ins>
      </span>
    </p>
  );
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
