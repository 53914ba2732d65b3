import "server-only";
import * as z from "zod/mini";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import { searchWords } from "#lib/logpush/list/search-words.ts";
import {
  groupSecrets,
  type SecretJob,
  type SecretReading,
  type SecretSource,
} from "#lib/logpush/rotate/secret-groups.ts";
import { readStoredJobs } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { defineReader } from "../define/define-reader.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { openVersion, parseJson } from "../inventory/sealed-job.ts";
import { readTrouble, refOf } from "../inventory/stored-jobs.ts";

const mostGroups = 200;
const mostJobs = 20;
/** What a selection in the list can hold. */
const mostRefs = 10_000;

type Selection = {
  /** Words of a header, job, zone or host. */
  q?: string;
  /** Only the values that this job uses, by `jobKey`. */
  job?: string;
};

/** Which values the https jobs use, and where, from the store. Values are fingerprints. */
export const readSecrets = defineReader(
  "admin",
  async (context: Context, { q = "", job = "" }: Selection): Promise<SecretReading> => {
    await prepareReading(context, "list");
    const [sources, { failures }] = await Promise.all([readSecretSources(context), readTrouble(context)]);
    const words = searchWords(q);
    const isShown = (group: { places: { name: string }[] }, jobs: readonly SecretJob[]) =>
      (job === "" || jobs.some(({ ref }) => jobKey(ref) === job)) &&
      (words.length === 0 || matches(words, group.places, jobs));
    const most = { groups: mostGroups, jobs: mostJobs };
    return { ...groupSecrets(sources, { print: context.digests.fingerprint, isShown, most }), failures };
  },
);

function matches(words: readonly string[], places: { name: string }[], jobs: readonly SecretJob[]): boolean {
  const names = places.map(({ name }) => name).join("\n");
  return jobs.some(({ name, scopeName, host, ref }) => {
    const text = [names, name, scopeName, host, ref.jobId].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const inputSchema = z.object({ refs: z.array(jobRefSchema).check(z.minLength(1), z.maxLength(mostRefs)) });

/** The values that some jobs use, for a rotation in these. */
export async function findSecrets(
  context: Context,
  { refs }: z.output<typeof inputSchema>,
): Promise<Pick<SecretReading, "groups" | "total">> {
  await prepareReading(context, "list");
  const wanted = new Set(refs.map(jobKey));
  const sources = (await readSecretSources(context)).filter(({ ref }) => wanted.has(jobKey(ref)));
  const most = { groups: mostGroups, jobs: mostJobs };
  return groupSecrets(sources, { print: context.digests.fingerprint, isShown: () => true, most });
}

export const findSecretsCase = defineUseCase({ name: "findSecrets", role: "admin", input: inputSchema }, findSecrets);

/** The https jobs with their destinations, as far as the store keeps them. */
export async function readSecretSources({ store, realm, seal }: Context): Promise<SecretSource[]> {
  const rows = await readStoredJobs(store.db, { realm });
  return rows.flatMap((row): SecretSource[] => {
    const ref = refOf(row);
    const destination = parseJson<SecretSource["destination"]>(row.destination);
    if (destination.scheme !== "https") return [];
    const conf = openVersion(seal, row, `${scopePath(ref)}/${ref.jobId}`)?.raw.destination_conf;
    return [
      {
        ...{ ref, name: row.name, scopeName: row.scope_name, host: destination.host, isEnabled: row.enabled === 1 },
        conf: typeof conf === "string" ? conf : undefined,
        destination,
      },
    ];
  });
}
