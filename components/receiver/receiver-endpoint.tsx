import { ArrowRight } from "lucide-react";
import { buttonStyle } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Link } from "#components/ui/link.tsx";

/** Where jobs have to point, and the way to make one. */
export function ReceiverEndpoint({ endpoint }: { endpoint: string }) {
  return (
    <section
      aria-label="Endpoint"
      className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-raised px-3 py-2.5"
    >
      <p className="mr-auto flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium text-sm">Endpoint</span>
        <code className="font-mono text-code-host text-table [overflow-wrap:anywhere]">{endpoint}</code>
      </p>
      <CopyButton text={endpoint} label="Copy endpoint" />
      <Link href="/jobs/new" className={buttonStyle({ variant: "primary", size: "small" })}>
        Create a job
        <ArrowRight aria-hidden className="size-3.5" />
      </Link>
    </section>
  );
}
