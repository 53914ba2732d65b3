/** Rows in parts of at most so many, because databases limit the number of parameters of a statement. */
export function rowParts<T>(rows: readonly T[], atOnce = 500): T[][] {
  return Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, index) =>
    rows.slice(index * atOnce, (index + 1) * atOnce),
  );
}
