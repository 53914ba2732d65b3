import { LocalTime } from "./local-time.tsx";

/** How old the page's data is, and whether newer data can be had at all; only the latter is announced. */
export function AsOf({ iso, isUnreachable }: { iso: string; isUnreachable: boolean }) {
  return (
    <p className="min-w-32 text-right text-muted text-xs">
      <span role="status" className="text-danger">
        {isUnreachable ? "The Headgate server does not respond. Showing data " : ""}
      </span>
      as of <LocalTime iso={iso} format="clock" />
    </p>
  );
}
