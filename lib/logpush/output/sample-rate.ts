import { formatCount } from "../format-count.ts";

/**
 * A sample rate (above 0, at most 1) in words, with its effect on volume and counts. Sampling comes after the filter
 * (documentation, "Log Output Options").
 */
export function describeSampleRate(rate: number): string {
  if (rate === 1) return "1 in 1: every record that matches the filter";
  const factor = short(1 / rate);
  return `1 in ${factor}: about ${short(rate * 100)}% of the records. Multiply counts at the endpoint by ${factor}`;
}

/** Three significant digits are enough for an estimate; whole numbers keep all of theirs. */
function short(value: number): string {
  const rounded = Math.abs(value - Math.round(value)) < 1e-9 * value ? Math.round(value) : Number(value.toPrecision(3));
  return formatCount(rounded);
}
