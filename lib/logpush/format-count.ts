/**
 * A number with its thousands apart: "1,284", "1,284.5". `Intl` takes 15 ms for its first number, which a page would
 * wait for; only for the smallest it is needed, which JavaScript writes with an exponent.
 */
export function formatCount(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-6) return value.toLocaleString("en-US", { maximumSignificantDigits: 15 });
  return String(value).replace(/(?<!\.\d*)\B(?=(?:\d{3})+(?!\d))/g, ",");
}
