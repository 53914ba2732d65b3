/** A percentage as typed, in thousandths of a percent: 99900 for "99.9". Undefined: it is not one from 50 to 99.999. */
export function parseTarget(text: string): number | undefined {
  if (!/^\s*\d{1,2}(?:[.,]\d{1,3})?\s*%?\s*$/.test(text)) return undefined;
  const target = Math.round(Number.parseFloat(text.replace(",", ".")) * 1000);
  return target >= 50_000 ? target : undefined;
}
