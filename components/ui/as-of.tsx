/** How old the page's data is, and whether newer data can be had at all; only the latter is announced. */
export function AsOf({ iso, isUnreachable }: { iso: string; isUnreachable: boolean }) {
  return (
    <p className="text-muted text-xs">
      <span role="status" className="text-danger">
        {isUnreachable ? "The Headgate server does not respond. Showing data " : ""}
      </span>
      as of <time dateTime={iso}>{iso.slice(11, 19)} UTC</time>
    </p>
  );
}
