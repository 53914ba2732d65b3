export type Draw = {
  /** In [0, 1). */
  unit(): number;
  /** Both bounds included. */
  int(minimum: number, maximum: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Like `pick`, but the first entries far more often (Zipf, exponent 1). */
  rank<T>(list: readonly [T, ...T[]]): T;
  hex(length: number): string;
};

/** A deterministic source: the same seed draws the same values in any process. Not for secrets. */
export function drawFrom(seed: string): Draw {
  let state = hash(seed);

  // mulberry32
  function unit(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const int = (minimum: number, maximum: number) => minimum + Math.floor(unit() * (maximum - minimum + 1));
  const pick = <T>(list: readonly [T, ...T[]]) => list[int(0, list.length - 1)] ?? list[0];

  function rank<T>(list: readonly [T, ...T[]]): T {
    const total = list.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
    let left = unit() * total;
    for (const [index, item] of list.entries()) {
      left -= 1 / (index + 1);
      if (left <= 0) return item;
    }
    return list[0];
  }

  const hex = (length: number) => Array.from({ length }, () => int(0, 15).toString(16)).join("");
  return { unit, int, pick, rank, hex };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}
