import { timestampFormats } from "../limits.ts";
import { type LogpullPart, type SettingKey, settingKeys } from "./logpull-options.ts";

/** The error of a part that is not a setting, and the setting that was probably meant. */
export type PartFault = { why: string; meant?: SettingKey };

/** Checks one part; undefined for a known key with a documented value. */
export function checkPart({ key, value, role, segment }: LogpullPart): PartFault | undefined {
  const shown = `“${segment}”`;
  if (role === "repeated") return { why: `${shown}: ${key} occurs more than once. The first one applies.` };
  if (role === "unknown") {
    const meant = meantKey(key);
    if (meant) return { why: `${shown} is not a setting. Did you mean ${meant}?`, meant };
    if (!segment.includes("=")) return { why: `${shown} is not key=value.` };
    return { why: `${shown} is not a setting of logpull_options.` };
  }
  if (role !== "setting" || value === "") return undefined;
  const [setting] = settingKeys.filter((known) => known === key);
  const reason = setting && checkValue(setting, value);
  return reason === undefined ? undefined : { why: `${shown}: ${reason}`, meant: setting };
}

function checkValue(key: SettingKey, value: string): string | undefined {
  const joined = joinedSetting(value);
  if (joined !== undefined) return `Parts are joined by &. Did you mean “&${joined}”?`;
  if (key === "fields") {
    const odd = value.split(",").find((name) => /[^A-Za-z0-9_]/.test(name));
    return odd === undefined ? undefined : `“${odd}” is not a field name.`;
  }
  if (key === "timestamps") {
    const near = timestampFormats.find((format) => format === value.toLowerCase().replace(/[^a-z0-9]/g, ""));
    if (near === value) return undefined;
    return `“${value}” is not a timestamp format${near ? `. Did you mean ${near}?` : "."}`;
  }
  if (key === "sample") {
    const isNumber = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?$/i.test(value) && Number(value) > 0 && Number(value) <= 1;
    return isNumber ? undefined : `“${value}” is not a sample rate (more than 0, at most 1).`;
  }
  if (value === "true" || value === "false") return undefined;
  return `“${value}” is neither true nor false.`;
}

/** Another setting inside the value, as in `timestamps=rfc3339,sample=1.0`. */
function joinedSetting(value: string): string | undefined {
  const [, joined, key = ""] = /[,;\s?|]+&?(([A-Za-z][\w-]*)=.*)$/s.exec(value) ?? [];
  return joined !== undefined && (meantKey(key) || settingKeys.some((known) => known === key)) ? joined : undefined;
}

const otherNames: Readonly<Record<string, SettingKey>> = {
  field: "fields",
  fieldnames: "fields",
  timestamp: "timestamps",
  timestampformat: "timestamps",
  timeformat: "timestamps",
  samplerate: "sample",
  samples: "sample",
  sampling: "sample",
};

/** The setting that a misspelled key means; undefined if none is similar. */
function meantKey(typed: string): SettingKey | undefined {
  const plain = typed.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (/^(?:amp)?cve/.test(plain)) return "CVE-2021-44228";
  const bare = plain.replace(/^amp(?=fields|timestamps|sample)/, "");
  const near = settingKeys.find((known) => known === bare || (bare.length > 4 && distance(bare, known) <= 1));
  return near ?? (Object.hasOwn(otherNames, bare) ? otherNames[bare] : undefined);
}

/** How many letters are added, removed or changed between two short words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
