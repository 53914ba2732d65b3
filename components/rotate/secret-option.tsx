import { jobHref } from "#components/job-list/job-label.ts";
import { Link } from "#components/ui/link.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { SecretGroup, SecretPlace } from "#lib/logpush/rotate/secret-groups.ts";

type SecretOptionProps = { group: SecretGroup; isChosen: boolean; onChange: (isChosen: boolean) => void };

/** One value: where it is used, in how many jobs, and which. */
export function SecretOption({ group, isChosen, onChange }: SecretOptionProps) {
  const { fingerprint, jobCount, places, hosts, jobs } = group;
  const count = `${formatCount(jobCount)} ${jobCount === 1 ? "job" : "jobs"}`;
  const more = jobCount - jobs.length;
  const only = jobCount === 1 ? jobs[0] : undefined;
  return (
    <div className="[contain-intrinsic-size:auto_3.5rem] [content-visibility:auto] has-checked:bg-accent-soft">
      <label className="flex cursor-pointer items-start gap-3 px-3.5 py-2.5 text-sm">
        <input
          type="checkbox"
          data-secret
          className="check mt-0.5"
          checked={isChosen}
          onChange={({ target }) => onChange(target.checked)}
        />
        <span className="min-w-0 flex-1">
          <span className="font-medium [overflow-wrap:anywhere]">{places.map(placeWords).join(", ")}</span>
          <span className="text-muted">
            , {count}
            {jobCount > 1 ? ", same value" : ""}
          </span>
          <span className="block text-muted text-xs [overflow-wrap:anywhere]">
            {only ? (
              <>
                <bdi>{jobLabel(only)}</bdi> in <bdi>{only.scopeName}</bdi>,{" "}
              </>
            ) : null}
            {hosts.join(", ")}
          </span>
        </span>
        <code className="text-muted text-xs leading-5" title="Fingerprint: equal values have equal fingerprints">
          {fingerprint}
        </code>
      </label>
      {jobCount === 1 ? null : (
        <details className="-mt-1.5 ml-10.5 pr-3.5 pb-2.5 text-muted text-xs">
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
            {more > 0 ? <li>and {formatCount(more)} more</li> : null}
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
