import { markGap } from "./gaps.ts";

/** What a URL of the API names: `zones/{id}` or `accounts/{id}`, and its job. */
export type LogpushPath = { scope: string; jobId?: string; isOfJobs: boolean };

const logpushPath = /\/(zones|accounts)\/([^/?#\s]+)\/logpush\/(jobs(?:\/([^/?#\s]+))?\/?(?:[?#]|$))?/;

/** Parses a URL below `/logpush/`, of jobs or of something else. */
export function findLogpushPath(address: string): LogpushPath | undefined {
  const [, kind, id = "", jobs, jobId] = logpushPath.exec(markPathPlaceholders(address)) ?? [];
  if (kind === undefined) return undefined;
  return {
    scope: `${kind}/${markPlaceholder(id)}`,
    ...(jobId === undefined ? {} : { jobId }),
    isOfJobs: jobs !== undefined,
  };
}

/** Brackets around a name, as documentation marks what to fill in. The name may contain spaces. */
const bracketed = /<[^<>'"\n]{1,60}>|\{\{?[^{}'"\n]{1,60}\}?\}|\[[^[\]'"\n]{1,60}\]|%[A-Za-z_]{1,60}%/;
const inPath = new RegExp(`((?<!\\$)/(?:zones|accounts)/|/logpush/jobs/)(${bracketed.source})`, "g");

/** Marks a placeholder for an id in a URL of the API, such as `<ZONE ID>`, so that a shell reads one word. */
export function markPathPlaceholders(text: string): string {
  return text.replace(inPath, (_, start: string, name: string) => start + markGap(name, "placeholder"));
}

const isBracketed = new RegExp(`^(?:${bracketed.source})$`);
const isName =
  /(?:^|[^a-z])(?:your|zone|account|tag|id|identifier|xxx+)(?:[^a-z]|$)|^(?:zone|account)(?:id|tag)$|^x+$|^:\w+$/i;

/** An id as written, or a gap if it is a name for one, such as `ZONE_ID` or `your-zone-id`. */
export function markPlaceholder(id: string): string {
  const isPlain = !/[\ufdd0\ufdd1]/.test(id) && !/^[0-9a-f]{32}$/.test(id);
  return isPlain && (isBracketed.test(id) || isName.test(id)) ? markGap(id, "placeholder") : id;
}
