import { decodePercent } from "../destination/percent.ts";

/** The settings of `logpull_options`. */
export const settingKeys = ["fields", "timestamps", "sample", "CVE-2021-44228"] as const;

export type SettingKey = (typeof settingKeys)[number];

/**
 * The role of a part of `logpull_options`: a setting, one that only a Logpull call used, an undocumented one, or a
 * repeated setting.
 */
export type LogpullRole = "setting" | "meaningless" | "unknown" | "repeated";

/** One `key=value` of the string. Text that cannot be decoded stays as written. */
export type LogpullPart = {
  key: string;
  value: string;
  role: LogpullRole;
  isDecoded: boolean;
  hasPlus: boolean;
  /** The part as written. */
  segment: string;
};

/** Parsed `logpull_options`. A setting that the string does not name is absent. */
export type LogpullOptions = {
  /** The text before the query: the URL of a Logpull call, or nothing. */
  address: string;
  parts: LogpullPart[];
  fieldNames?: string[];
  timestampFormat?: string;
  /** As written. */
  sampleRate?: string;
  /** As written; only "true" is documented. */
  cveRedaction?: string;
};

/** A job sets the times of its calls; `count` belongs to a single call. */
const meaninglessKeys = ["start", "end", "count"];

/**
 * Parses the deprecated `fields=A,B&timestamps=rfc3339&sample=0.1&CVE-2021-44228=true`, or the whole URL of a Logpull
 * call ("API configuration" and "Log output options" pages). Total: every text can be parsed, and odd parts stay
 * visible in `parts`. A `+` is a `+`, as in a destination. The first of repeated keys counts; one without a value
 * counts as absent.
 */
export function parseLogpullOptions(text: string): LogpullOptions {
  const { address, query } = splitAddress(text);
  const parts: LogpullPart[] = [];
  const seen = new Set<string>();
  for (const segment of query.split("&")) {
    if (segment === "") continue;
    const part = readPart(segment);
    parts.push(seen.has(part.key) && part.role === "setting" ? { ...part, role: "repeated" } : part);
    seen.add(part.key);
  }
  const settingOf = (key: string) =>
    parts.find((part) => part.key === key && part.role === "setting")?.value || undefined;
  const fields = settingOf("fields");
  return {
    address,
    parts,
    fieldNames: fields?.split(",").filter((name) => name !== ""),
    timestampFormat: settingOf("timestamps"),
    sampleRate: settingOf("sample"),
    cveRedaction: settingOf("CVE-2021-44228"),
  };
}

/** A `?` ends a URL, but it can also occur in the value of a query without one. A fragment is ignored. */
function splitAddress(text: string): { address: string; query: string } {
  const [whole = ""] = text.split("#", 1);
  const at = whole.indexOf("?");
  const before = at < 0 ? whole : whole.slice(0, at);
  const isAddress = /^(?:[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/|\/)/.test(whole) || (at >= 0 && !/[=&]/.test(before));
  return isAddress ? { address: before, query: at < 0 ? "" : whole.slice(at + 1) } : { address: "", query: whole };
}

function readPart(segment: string): LogpullPart {
  const at = segment.indexOf("=");
  const key = decodePercent(at < 0 ? segment : segment.slice(0, at));
  const value = decodePercent(at < 0 ? "" : segment.slice(at + 1));
  const name = key.ok ? key.value : segment.slice(0, at < 0 ? undefined : at);
  return {
    key: name,
    value: value.ok ? value.value : segment.slice(at + 1),
    role: settingKeys.some((known) => known === name)
      ? "setting"
      : meaninglessKeys.includes(name)
        ? "meaningless"
        : "unknown",
    isDecoded: key.ok && value.ok,
    hasPlus: segment.includes("+"),
    segment,
  };
}
