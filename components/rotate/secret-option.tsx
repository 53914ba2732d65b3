import { jobHref } from "#components/job-list/job-label.ts";
import { Link } from "#components/ui/link.tsx";
import { jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { SecretGroup, SecretPlace } from "#lib/logpush/rotate/secret-groups.ts";

type SecretOptionProps = { group: SecretGroup; isChosen: boolean; onChange: (isChosen: boolean) => void };

/** One value: where it is used, in how many jobs, and which. */
export function SecretOption({ group, isChosen, onChange }: SecretOptionProps) {
  const { fingerprint, jobCount, places, hosts, jobs } = group;
  const count = `${jobCount.toLocaleString("en-US")} ${jobCount === 1 ? "job" : "jobs"}`;
  const more = jobCount - jobs.length;
  const only = jobCount === 1 ? jobs[0] : undefined;
  return (
    <div className="px-3 py-2 [contain-intrinsic-size:auto_4rem] [content-visibility:auto] has-checked:bg-accent-soft">
      <label className="flex cursor-pointer items-start gap-2.5 text-sm">
        <input
          type="checkbox"
          data-secret
          className="mt-0.5 size-4 shrink-0 accent-accent"
          checked={isChosen}
          onChange={({ target }) => onChange(target.checked)}
        />
        <span className="min-w-0 flex-1">
          <span className="font-medium">{places.map(placeWords).join(", ")}</span>, {count}
          {jobCount > 1 ? ", same value" : ""}
          <span className="block truncate text-muted text-xs">
            {only ? `${jobLabel(only)} · ${only.scopeName} · ` : ""}
            {hosts.join(", ")} · <code>{fingerprint}</code>
          </span>
        </span>
      </label>
      {jobCount === 1 ? null : (
        <details className="ml-6.5 text-muted text-xs">
          <summary className="w-fit cursor-pointer py-0.5">Jobs</summary>
          <ul className="grid gap-0.5 py-1">
            {jobs.map((job) => (
              <li key={jobKey(job.ref)} className="truncate">
                <Link href={jobHref(job.ref)} className="text-fg hover:underline">
                  <bdi>{jobLabel(job)}</bdi>
                </Link>{" "}
                {job.scopeName}
                {job.isEnabled ? "" : ", disabled"}
              </li>
            ))}
            {more > 0 ? <li>and {more.toLocaleString("en-US")} more</li> : null}
          </ul>
        </details>
      )}
    </div>
  );
}

function placeWords({ kind, name, form }: SecretPlace): string {
  const of = kind === "param" ? `${name || "(no name)"} parameter` : name;
  return form === "" ? of : `${of} (${form})`;
}
