import { formatCount } from "#lib/logpush/format-count.ts";

/** `2_046_113_956_015` as `2.05 TB`: three digits, decimal like the prices. */
export function volumeText(bytes: number): string {
  for (const [unit, size] of [
    ["PB", 1e15],
    ["TB", 1e12],
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3],
  ] as const) {
    if (bytes >= size * 0.9995) return `${threeDigits(bytes / size)} ${unit}`;
  }
  return `${Math.round(bytes)} B`;
}

/** `2_147_483_648` as `2.15 billion`. */
export function countText(count: number): string {
  if (count >= 1e9) return `${threeDigits(count / 1e9)} billion`;
  if (count >= 1e6) return `${threeDigits(count / 1e6)} million`;
  return formatCount(Math.round(count));
}

function threeDigits(value: number): string {
  return formatCount(Number(value.toPrecision(3)));
}
