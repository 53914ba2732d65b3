import type { Fingerprint, RedactedDestination } from "../destination/redact.ts";
import { type JobRef, jobKey } from "../job/job.ts";
import { listSecretUses } from "../plan/secret-uses.ts";
import type { AppError } from "../result.ts";
import type { ScopeOption } from "../views.ts";

/** A job that uses a value. */
export type SecretJob = { ref: JobRef; name: string; scopeName: string; host: string; isEnabled: boolean };

/** Where jobs use a value: as a header or a parameter, and in which form. */
export type SecretPlace = {
  kind: "header" | "param";
  name: string;
  /** "Bearer", "Basic password"; empty if the value is all of it. */
  form: string;
  jobs: number;
};

/** One value, by its fingerprint, and everything that uses it. */
export type SecretGroup = {
  fingerprint: string;
  jobCount: number;
  places: SecretPlace[];
  hosts: string[];
  /** The first of them. */
  jobs: SecretJob[];
};

export type SecretReading = {
  groups: SecretGroup[];
  /** How many values match, with those that are not shown. */
  total: number;
  failures: { scope: ScopeOption; error: AppError }[];
};

/** A job with its destination; without it if its secrets are not kept. Then only its fingerprints are known. */
export type SecretSource = SecretJob & { conf: string | undefined; destination: RedactedDestination };

/** A place of a value in one job. */
export type SecretTrace = Omit<SecretPlace, "jobs"> & { fingerprint: string; secret: string | undefined };

/** The values of one job. Without its destination they have no secret, and a scheme is part of the value. */
export function tracesOf(
  { conf, destination }: Pick<SecretSource, "conf" | "destination">,
  print: Fingerprint,
): SecretTrace[] {
  if (!destination.isEditable) return [];
  if (conf === undefined) {
    return destination.pairs
      .filter(({ value }) => value === undefined)
      .map(({ kind, name, fingerprint }) => ({ kind, name, form: "", fingerprint, secret: undefined }));
  }
  return listSecretUses(conf).map((use) => ({
    kind: use.kind,
    name: destination.pairs[use.place]?.name ?? use.name,
    form: use.form === "plain" ? "" : use.form === "basic" ? "Basic password" : use.scheme,
    fingerprint: print(use.secret),
    secret: use.secret,
  }));
}

type Shown = { groups: number; jobs: number };

/** The values of the jobs, those that most jobs use first. `filter` keeps the values that it says. */
export function groupSecrets(
  sources: readonly SecretSource[],
  {
    print,
    isShown,
    most,
  }: { print: Fingerprint; isShown: (group: SecretGroup, jobs: readonly SecretJob[]) => boolean; most: Shown },
): { groups: SecretGroup[]; total: number } {
  const found = new Map<string, { places: Map<string, SecretPlace>; jobs: Map<string, SecretJob> }>();
  for (const source of sources) {
    const { conf: _conf, destination: _destination, ...job } = source;
    for (const { fingerprint, kind, name, form } of tracesOf(source, print)) {
      const group = found.get(fingerprint) ?? { places: new Map(), jobs: new Map() };
      found.set(fingerprint, group);
      const key = `${kind} ${kind === "header" ? name.toLowerCase() : name} ${form}`;
      const place = group.places.get(key) ?? { kind, name, form, jobs: 0 };
      group.places.set(key, { ...place, jobs: place.jobs + 1 });
      group.jobs.set(jobKey(job.ref), job);
    }
  }
  const all = Array.from(found, ([fingerprint, { places, jobs }]) => {
    const users = [...jobs.values()];
    const group: SecretGroup = {
      fingerprint,
      jobCount: users.length,
      places: [...places.values()].sort((a, b) => b.jobs - a.jobs || a.name.localeCompare(b.name, "en")),
      hosts: Array.from(new Set(users.map(({ host }) => host))).slice(0, 3),
      jobs: users.slice(0, most.jobs),
    };
    return { group, users };
  });
  const groups = all.filter(({ group, users }) => isShown(group, users)).map(({ group }) => group);
  groups.sort(
    (a, b) => b.jobCount - a.jobCount || (a.places[0]?.name ?? "").localeCompare(b.places[0]?.name ?? "", "en"),
  );
  return { groups: groups.slice(0, most.groups), total: groups.length };
}
