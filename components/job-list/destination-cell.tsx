import type { RedactedDestination } from "#lib/logpush/destination/redact.ts";
import { destinationText, headersOf } from "./destination-text.ts";

const chipsShown = 2;

/** Where the logs go and which headers come with them. */
export function DestinationCell({ destination }: { destination: RedactedDestination }) {
  const { scheme, host, path, reason } = destination;
  return (
    <>
      <p
        className="truncate font-mono text-xs leading-5"
        title={scheme === "" ? undefined : `${scheme}://${host}${path}`}
      >
        {destinationText(destination)}
      </p>
      <HeaderChips destination={destination} />
      {reason ? (
        <details className="text-xs">
          <summary className="w-fit py-1 text-warn">kept raw</summary>
          <p className="text-muted [overflow-wrap:anywhere]">
            {reason.message} The stored text stays as it is, byte for byte.
          </p>
        </details>
      ) : null}
    </>
  );
}

/** The names of the headers that the receiver gets; the first ones, and how many more there are. */
function HeaderChips({ destination }: { destination: RedactedDestination }) {
  const headers = headersOf(destination);
  if (headers.length === 0) return <p className="text-muted text-xs">no headers</p>;
  const more = headers.slice(chipsShown).map(({ name }) => name);
  return (
    <ul aria-label="Headers" className="flex min-w-0 gap-1 font-mono text-muted text-xs">
      {headers.slice(0, chipsShown).map(({ name, index }) => (
        <li key={index} title={name} className="min-w-0 truncate rounded-sm bg-sunken px-1">
          {name}
        </li>
      ))}
      {more.length > 0 ? (
        <li title={more.join(", ")} className="shrink-0 rounded-sm bg-sunken px-1">
          <span aria-hidden>+{more.length}</span>
          <span className="sr-only">and {more.join(", ")}</span>
        </li>
      ) : null}
    </ul>
  );
}
