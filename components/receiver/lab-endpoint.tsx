import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Panel } from "#components/ui/panel.tsx";

/** Where jobs have to point, and the way to make one. */
export function LabEndpoint({ endpoint }: { endpoint: string }) {
  return (
    <Panel title="Endpoint">
      <div className="grid gap-3 p-3">
        <code className="rounded-control bg-sunken px-2 py-1.5 font-mono text-code-host text-xs [overflow-wrap:anywhere]">
          {endpoint}
        </code>
        <p className="flex flex-wrap gap-2">
          <Link href="/jobs/new" className={buttonStyle({ variant: "primary", size: "small" })}>
            Make a job for it
            <ArrowRight aria-hidden className="size-3.5" />
          </Link>
          <CopyButton text={endpoint} label="Copy endpoint" />
        </p>
      </div>
    </Panel>
  );
}
