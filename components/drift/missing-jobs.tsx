import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { storeDraft } from "#components/job-form/draft.ts";
import { readDraft } from "#components/job-form/read-draft.ts";
import { Button } from "#components/ui/button.tsx";
import type { DatasetOption } from "#lib/logpush/datasets/field-list.ts";
import type { MissingJob } from "#lib/logpush/drift/compare-jobs.ts";
import { scopeOfFound } from "#lib/logpush/drift/filed-job.ts";
import type { FoundJob, LeftOver } from "#lib/logpush/import/found-job.ts";
import { importJob } from "#lib/logpush/import/to-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { newJobValues } from "#lib/logpush/job/new-job.ts";
import type { May } from "#lib/logpush/views.ts";
import { Rows } from "./parts.tsx";

type MissingJobsProps = { jobs: MissingJob[]; may: May; datasets: DatasetOption[] };

/** Jobs of the file that are gone. Making one again needs its secrets, so the form of a new job is the way. */
export function MissingJobs({ jobs, may, datasets }: MissingJobsProps) {
  return (
    <Rows>
      {jobs.map((job, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and labels repeat.
        <Missing key={place} job={job} may={may} datasets={datasets} />
      ))}
    </Rows>
  );
}

function Missing({
  job: { found, dataset, place },
  may,
  datasets,
}: { job: MissingJob } & Omit<MissingJobsProps, "jobs">) {
  const router = useRouter();
  const button = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<{ values: JobFormValues; questions: string[] } | null>(null);
  const { id } = found.body;

  function fill(values: JobFormValues) {
    storeDraft(values, { isAsked: true });
    router.push("/jobs/new");
  }

  function start() {
    const { values, unread } = toForm(found, datasets);
    const lost = unread.filter(({ what }) => what !== "destination_conf");
    const questions = [
      ...(readDraft() ? ["This replaces your draft of another job."] : []),
      ...lost.map(({ what, why }) => `${what} isn’t copied. ${why}`),
    ];
    if (questions.length === 0) fill(values);
    else setAsked({ values, questions });
  }

  return (
    <li className="flex flex-wrap items-center gap-3 px-3 py-2 text-sm">
      <div className="mr-auto min-w-0 [overflow-wrap:anywhere]">
        <p>
          <bdi className="font-medium">{found.label}</bdi>{" "}
          <span className="text-muted text-xs">
            {[place, dataset, typeof id === "number" ? String(id) : ""].filter(Boolean).join(", ")}
          </span>
        </p>
        <p role="status" className="text-muted">
          {asked?.questions.join(" ")}
        </p>
      </div>
      <Way isPossible={isHttps(found)} may={may}>
        {asked ? (
          <>
            <Button size="small" ref={focusOnce} onClick={() => fill(asked.values)}>
              Continue
            </Button>
            <Button
              size="small"
              variant="quiet"
              onClick={() => {
                setAsked(null);
                requestAnimationFrame(() => button.current?.focus());
              }}
            >
              Cancel
            </Button>
          </>
        ) : (
          <Button size="small" ref={button} aria-label={`Recreate ${found.label}`} onClick={start}>
            Recreate
          </Button>
        )}
      </Way>
    </li>
  );
}

function Way({ isPossible, may, children }: { isPossible: boolean; may: May; children: ReactNode }) {
  if (!may.write) return null;
  if (isPossible) return children;
  return <p className="text-muted text-xs">Only HTTP destinations can be recreated here.</p>;
}

/** The pressed button has given way to the question. */
function focusOnce(button: HTMLButtonElement | null) {
  button?.focus();
}

function isHttps({ body }: FoundJob): boolean {
  return typeof body.destination_conf === "string" && body.destination_conf.startsWith("https:");
}

function toForm(found: FoundJob, datasets: DatasetOption[]): { values: JobFormValues; unread: LeftOver[] } {
  const scope = scopeOfFound(found) ?? "";
  const current = newJobValues({ scope, scopeName: "", dataset: "http_requests", fieldNames: [] });
  const scopes = scope ? [{ path: scope, name: scope }] : [];
  return importJob(found, { current, scopes, datasets });
}
