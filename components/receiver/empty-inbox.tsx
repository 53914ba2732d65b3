import Link from "next/link";
import { buttonStyle } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

const endpoint = "https://receiver.headgate.test/";

/** Says how to get something to arrive. */
export function EmptyInbox({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <p className="px-4 py-14 text-center text-muted">No request of this kind has arrived.</p>;
  return (
    <div className="grid justify-items-center gap-3 px-4 py-14 text-center">
      <p className="font-medium text-base">Nothing has arrived yet.</p>
      <p className="max-w-prose text-muted">
        Make a job that delivers to this endpoint: the test request comes at once, the first records within seconds.
      </p>
      <p className="flex flex-wrap items-center justify-center gap-2">
        <code className="rounded-control bg-sunken px-2 py-1 font-mono text-xs">{endpoint}</code>
        <CopyButton text={endpoint} label="Copy endpoint" />
      </p>
      <Link href="/jobs/new" className={buttonStyle({ variant: "primary" })}>
        Make a job for it
      </Link>
    </div>
  );
}
