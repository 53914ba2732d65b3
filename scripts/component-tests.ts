// Loaded before each file of component tests, in the browser.
import { afterEach, beforeEach, expect, vi } from "vitest";
import "../app/globals.css";

document.documentElement.lang = "en";
document.documentElement.dataset.theme = "system";
document.title = "Headgate";

beforeEach(() => {
  vi.spyOn(console, "error");
  // Whatever a component needs of the server, it is given.
  vi.spyOn(window, "fetch").mockImplementation((input) => {
    throw new Error(`A component fetches ${input instanceof Request ? input.url : input}.`);
  });
});

afterEach(() => {
  expect(vi.mocked(console.error).mock.calls).toEqual([]);
  expect(vi.mocked(window.fetch).mock.calls).toEqual([]);
  localStorage.clear();
  sessionStorage.clear();
});
