/** The items of a list that never changes its order, by place: what they say may repeat, so it is no key. */
export function numbered<T>(items: readonly T[]): { item: T; place: number }[] {
  return items.map((item, place) => ({ item, place }));
}
