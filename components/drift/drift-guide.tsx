import { Link } from "#components/ui/link.tsx";

/** Before anything is compared: what drift is, and where a file comes from. */
export function DriftGuide() {
  return (
    <section aria-label="About drift" className="grid gap-x-10 gap-y-4 border-line border-t pt-5 sm:grid-cols-3">
      <Step title="What it finds">
        Jobs that changed since the file was saved, jobs that are missing, and new ones. Secrets aren’t in a backup, so
        their values aren’t compared.
      </Step>
      <Step title="Where to get a file">
        <Link href="/" className="underline">
          Jobs
        </Link>
        {": "}
        press Export. Or run <code className="font-mono text-xs">npm run --silent headgate -- export</code>. A response
        of the Logpush API works too.
      </Step>
      <Step title="In CI">
        <code className="font-mono text-xs">npm run --silent headgate -- drift jobs.json</code> exits with 2 when
        something differs.
      </Step>
    </section>
  );
}

function Step({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h2 className="font-medium">{title}</h2>
      <p className="mt-1 text-muted [overflow-wrap:anywhere]">{children}</p>
    </div>
  );
}
