"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { JobList, JobSummary } from "#lib/logpush/views.ts";

/** Jobs that Cloudflare confirmed to be changed, or deleted (null), since `list` was read. */
type Changes = { list: JobList; byKey: Map<string, JobSummary | null> };

/** The jobs of a list with what has been confirmed since. A list that is read anew replaces all of it. */
export function useChangedJobs(list: JobList) {
  const [changes, setChanges] = useState<Changes>({ list, byKey: new Map() });
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  }, [list]);

  const confirm = useCallback((key: string, job: JobSummary | null) => {
    const base = latest.current;
    setChanges((before) => ({ list: base, byKey: new Map(before.list === base ? before.byKey : []).set(key, job) }));
  }, []);

  const jobs = useMemo(() => {
    if (changes.list !== list || changes.byKey.size === 0) return list.jobs;
    return list.jobs.flatMap((job) => {
      const changed = changes.byKey.get(jobKey(job.ref));
      return changed === null ? [] : [changed ?? job];
    });
  }, [list, changes]);

  return { jobs, confirm };
}
