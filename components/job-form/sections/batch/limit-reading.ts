import { formatCount } from "#lib/logpush/format-count.ts";
import { type FieldWith, jobAttributes } from "#lib/logpush/job/attributes.ts";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { LimitSetting } from "#lib/logpush/job/units.ts";
import { uploadLimits } from "#lib/logpush/limits.ts";

export type LimitPath = FieldWith<{ type: "limit" }>;

const ranges: Record<LimitPath, { show: (value: number) => string; range: string }> = {
  maxUploadBytes: { show: formatBytes, range: "5 MB to 1 GB" },
  maxUploadRecords: { show: (count) => `${formatCount(count)} records`, range: "1,000 to 1,000,000" },
  maxUploadInterval: { show: (seconds) => `${seconds} seconds`, range: "30 to 300 seconds" },
};

/** What the text of a limit means. */
export function readingOf(path: LimitPath, setting: LimitSetting | undefined): string {
  const { show, range } = ranges[path];
  if (setting?.state === "off") return "Off: no limit";
  if (setting?.state === "default") return `Service default · ${range}`;
  const { min, max } = uploadLimits[jobAttributes[path].key];
  return setting && setting.value >= min && setting.value <= max ? `= ${show(setting.value)}` : range;
}
