/**
 * Moves a name to a position of the list (0 is first; a position past the end means the end). An unknown name changes
 * nothing.
 */
export function moveName(names: string[], name: string, place: number): string[] {
  const from = names.indexOf(name);
  if (from < 0) return names;
  const to = Math.max(0, Math.min(names.length - 1, place));
  return to === from ? names : names.toSpliced(from, 1).toSpliced(to, 0, name);
}

/** Adds the names that are missing, at the end and in their order. */
export function addNames(names: string[], added: string[]): string[] {
  return [...new Set([...names, ...added])];
}

/** Removes names. */
export function withoutNames(names: string[], removed: string[]): string[] {
  const gone = new Set(removed);
  return names.filter((name) => !gone.has(name));
}

/**
 * Inverts the choice among `listed`. Chosen names that are not listed stay, because the person who presses the button
 * does not see them.
 */
export function invertNames(names: string[], listed: string[]): string[] {
  const chosen = new Set(names);
  return [...withoutNames(names, listed), ...listed.filter((name) => !chosen.has(name))];
}
