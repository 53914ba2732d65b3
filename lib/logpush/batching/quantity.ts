import { formatCount } from "../format-count.ts";
import { readSampleRate } from "../job/units.ts";

/** Parses "2,000", "0.5", "2k" or "1.5 M" as a number that is not negative; undefined if the text is not one. */
export function readQuantity(text: string): number | undefined {
  // Separators count only between groups of three; otherwise "1,5" would be 15.
  const [, digits, unit = ""] =
    /^((?:\d{1,3}(?:[,_ ]\d{3})+|\d{1,15})(?:\.\d{1,15})?)\s{0,5}([kKmM]?)$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const factor = { k: 1e3, m: 1e6 }[unit.toLowerCase()] ?? 1;
  return Number((Number(digits.replace(/[,_ ]/g, "")) * factor).toPrecision(15));
}

/** Parses "30%", "0.3" or "1 in 4" as a share from 0 to 1; undefined if the text is not one. */
export function readShare(text: string): number | undefined {
  const share = readSampleRate(text);
  return share !== undefined && share <= 1 ? share : undefined;
}

/** Formats a number for people: whole from 100 on, three digits below. */
export function formatQuantity(value: number): string {
  return formatCount(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** Formats `0.5` as "0.5 s", `90` as "90 s", `7200` as "2 h". */
export function formatSeconds(seconds: number): string {
  if (seconds < 600) return `${formatQuantity(seconds)} s`;
  if (seconds < 7200) return `${formatQuantity(seconds / 60)} min`;
  return seconds < 172_800 ? `${formatQuantity(seconds / 3600)} h` : `${formatQuantity(seconds / 86_400)} days`;
}

/** Formats dollars with cents. A positive amount is never shown as zero. */
export function formatDollars(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return "less than $0.01";
  const [whole = "", cents = ""] = dollars.toFixed(2).split(".");
  return `$${formatCount(Number(whole))}.${cents}`;
}
