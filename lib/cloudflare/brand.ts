/**
 * Next bundles pages, actions and routes apart, and each has a class of its own of the same name. What is shared in the
 * process may throw the one where another is asked for; so these classes know their instances by a mark.
 */
export function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === "object" && value !== null && brand in value;
}
