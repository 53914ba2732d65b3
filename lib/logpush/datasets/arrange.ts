/** Puts a name at a place of the list (0 is first; beyond the ends means the end). A name that is not there changes nothing. */
export function moveName(names: string[], name: string, place: number): string[] {
  const from = names.indexOf(name);
  if (from < 0) return names;
  const to = Math.max(0, Math.min(names.length - 1, place));
  return to === from ? names : names.toSpliced(from, 1).toSpliced(to, 0, name);
}

/** Adds the names that are not there yet, at the end and in their order. */
export function addNames(names: string[], added: string[]): string[] {
  return [...new Set([...names, ...added])];
}

/** Takes names out. */
export function withoutNames(names: string[], removed: string[]): string[] {
  const gone = new Set(removed);
  return names.filter((name) => !gone.has(name));
}

/**
 * Chooses what is not chosen among `listed` and takes out what is. Chosen names that are not listed stay: they are not
 * seen by who presses the button.
 */
export function invertNames(names: string[], listed: string[]): string[] {
  const chosen = new Set(names);
  return [...withoutNames(names, listed), ...listed.filter((name) => !chosen.has(name))];
}
