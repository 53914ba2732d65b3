const storageKey = "headgate.autoRefresh";

/** A browser may forbid storage; then the choice lasts as long as the page. */
export function readIsOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

/** Keeps the choice for all pages. */
export function storeIsOn(isOn: boolean): void {
  try {
    localStorage.setItem(storageKey, isOn ? "on" : "off");
  } catch {
    // Nothing depends on it.
  }
}
