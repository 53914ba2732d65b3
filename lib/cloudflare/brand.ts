/**
 * Next bundles pages, actions and routes separately, so each has its own class of the same name, and shared code may
 * throw one that another checks for. These classes therefore recognize their instances by a mark.
 */
export function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === "object" && value !== null && brand in value;
}
