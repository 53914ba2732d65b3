/** Rows as a file for a spreadsheet. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(quote).join(",")}\r\n`).join("");
}

/** A spreadsheet takes a text that begins like this for a formula, so it gets an apostrophe. */
const formula = /^[=+\-@\t\r]/;

function quote(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
