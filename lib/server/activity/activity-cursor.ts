import "server-only";
import type { VersionPlace } from "#lib/store/activity.ts";
import type { EntryPlace } from "#lib/store/audit.ts";

/** Where a page of the activity ended: in the audit log, and among the versions made outside Headgate. */
export type ActivityCursor = { entry?: EntryPlace | undefined; version?: VersionPlace | undefined };

/** As text for the browser: `at.n.chain~at.job.n`, where either part may be empty. */
export function writeCursor({ entry, version }: ActivityCursor): string {
  const parts = [
    entry ? `${entry.at}.${entry.n}.${entry.chain}` : "",
    version ? `${version.seen_at}.${version.job}.${version.n}` : "",
  ];
  return parts.join("~");
}

/** Reads one back. What cannot be read starts at the newest. */
export function readCursor(text: string): ActivityCursor {
  const [, at, n, chain, seenAt, job, version] =
    /^(?:(\d{1,15})\.(\d{1,15})\.([\w/]{1,100}))?~(?:(\d{1,15})\.(\d{1,15})\.(\d{1,15}))?$/.exec(text) ?? [];
  return {
    ...(chain !== undefined && { entry: { at: Number(at), chain, n: Number(n) } }),
    ...(version !== undefined && { version: { seen_at: Number(seenAt), job: Number(job), n: Number(version) } }),
  };
}
