import { formatCount } from "#lib/logpush/format-count.ts";
import { formError } from "../errors/form-error.ts";
import { type UploadLimit, uploadLimits } from "../limits.ts";
import type { AppError } from "../result.ts";

/** A limit as typed: an empty text leaves it to the service, 0 or "off" disables it. */
export type LimitSetting = { state: "default" } | { state: "off" } | { state: "value"; value: number };

const multipliers: Record<string, number> = {
  "": 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  s: 1,
  sec: 1,
  seconds: 1,
  min: 60,
  records: 1,
  bytes: 1,
  b: 1,
};

/** Parses "5 MB", "5,000,000", "2 min", "off" or nothing. Bytes are decimal, as in the API. Undefined: not a number. */
export function readLimit(text: string): LimitSetting | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "" || trimmed === "default") return { state: "default" };
  if (trimmed === "off") return { state: "off" };
  // Separators count only between groups of three, or "1,5 MB" would be 15 MB.
  const [, digits, unit = ""] = /^((?:\d{1,3}(?:[,_ ]\d{3})+|\d+)(?:\.\d+)?)\s*([a-z]*)$/.exec(trimmed) ?? [];
  const multiplier = Object.hasOwn(multipliers, unit) ? multipliers[unit] : undefined;
  if (digits === undefined || multiplier === undefined) return undefined;
  const value = withoutNoise(Number(digits.replace(/[,_ ]/g, "")) * multiplier);
  if (!Number.isInteger(value)) return undefined;
  return value === 0 ? { state: "off" } : { state: "value", value };
}

/** The error of a typed limit, if any. */
export function checkLimit(text: string, limit: UploadLimit, at: string): AppError | undefined {
  const setting = readLimit(text);
  const { min, max } = uploadLimits[limit];
  if (!setting) return formError("E_NUMBER", { at, params: { text, example: min } });
  if (setting.state !== "value" || (setting.value >= min && setting.value <= max)) return undefined;
  const params = { text: formatCount(setting.value), min: formatCount(min), max: formatCount(max) };
  return formError("E_LIMIT_RANGE", { at, params });
}

/** How a limit is sent: absent for the default, 0 for off. */
export function limitToWire(text: string): number | undefined {
  const setting = readLimit(text);
  if (!setting || setting.state === "default") return undefined;
  return setting.state === "off" ? 0 : setting.value;
}

/** A sample rate as typed: "0.1", "10%" or "1 in 10". Undefined if it is none of them. */
export function readSampleRate(text: string): number | undefined {
  const trimmed = text.trim();
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(trimmed) ?? [];
  if (percent !== undefined) return withoutNoise(Number(percent) / 100);
  const [, divisor] = /^1\s*(?:in|\/)\s*(\d+)$/.exec(trimmed) ?? [];
  if (divisor !== undefined) return 1 / Number(divisor);
  return /^(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?$/i.test(trimmed) ? Number(trimmed) : undefined;
}

/** 8.2 * 1e6 is 8199999.999999999 in binary floating point; 15 digits are what a double holds exactly. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(15));
}

/** `1 job`, `2 jobs`: for nouns that take an s. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
