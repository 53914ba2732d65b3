import { afterAll, afterEach, beforeAll, vi } from "vitest";

/** What a browser tab keeps, for tests without a browser. Empty before each test. */
export function stubSessionStorage(): Map<string, string> {
  const items = new Map<string, string>();
  beforeAll(() => {
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, text: string) => items.set(key, text),
      removeItem: (key: string) => items.delete(key),
    });
  });
  afterEach(() => items.clear());
  afterAll(() => {
    vi.unstubAllGlobals();
  });
  return items;
}
