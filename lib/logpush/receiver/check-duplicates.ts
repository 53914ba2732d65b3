import { countOf } from "../job/units.ts";
import type { RequestCheck } from "./checked-request.ts";
import type { ReceivedRecord } from "./read-body.ts";

/** The contents of a request, kept to recognize repeats. */
export type SeenRecords = { texts: ReadonlySet<string>; rayIds: ReadonlySet<string> };

export function toSeen(records: readonly ReceivedRecord[]): SeenRecords {
  const rayIds = records.flatMap(({ values }) => values.get("RayID") ?? []);
  return { texts: new Set(records.map(({ text }) => text)), rayIds: new Set(rayIds) };
}

/**
 * Finds records that came before: the same text in this request or in an earlier one of the same job, or a RayID of an
 * earlier one. If RayIDs repeat within the request, as in firewall events, they are ignored.
 */
export function checkDuplicates(records: readonly ReceivedRecord[], earlier: readonly SeenRecords[]): RequestCheck {
  const title = "Duplicates";
  const { texts, rayIds } = toSeen(records);
  const within = records.length - texts.size;
  const before = count(texts, (text) => earlier.some((seen) => seen.texts.has(text)));
  const isRayIdUnique = rayIds.size === records.length - within;
  const sameRay = isRayIdUnique ? count(rayIds, (id) => earlier.some((seen) => seen.rayIds.has(id))) - before : 0;
  const findings = [
    within > 0 ? `${countOf(within, "record")} twice in this request` : "",
    before > 0 ? `${countOf(before, "record")} of an earlier request again` : "",
    sameRay > 0 ? `${countOf(sameRay, "RayID")} of an earlier request with other content` : "",
  ].filter((finding) => finding !== "");
  if (findings.length === 0) {
    const among =
      earlier.length === 0
        ? "first accepted request of this job"
        : `${countOf(earlier.length, "earlier request")} of this job compared`;
    return { title, level: "pass", words: `None; ${among}.` };
  }
  return {
    title,
    level: "warn",
    words: `${capitalized(findings.join(", "))}.`,
    nextStep: "Logpush delivers at least once. Deduplicate by RayID, or by the whole record.",
  };
}

function count(texts: ReadonlySet<string>, isFound: (text: string) => boolean): number {
  let found = 0;
  for (const text of texts) if (isFound(text)) found += 1;
  return found;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
