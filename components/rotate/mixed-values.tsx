import { Callout } from "#components/ui/callout.tsx";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { HeaderGroup } from "#lib/logpush/rotate/rotation.ts";

/** Warns before one value replaces several, which are kept nowhere else. */
export function MixedValues({ group, chosen }: { group: HeaderGroup; chosen: ReadonlySet<string> }) {
  const values = group.values.filter(({ jobs }) => jobs.some(({ ref }) => chosen.has(jobKey(ref)))).length;
  if (values < 2) return null;
  return (
    <Callout tone="warn" role="status" title={`The selected jobs have ${values} different values`}>
      All of them get the one new value.
    </Callout>
  );
}
