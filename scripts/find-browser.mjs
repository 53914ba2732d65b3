import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The headless shell first: it starts and draws faster than a whole browser. */
const systemPaths = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Flags for a browser in a container or on a small machine; nothing here calls home. */
export const browserArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/**
 * The path of a Chromium that really starts: CHROMIUM_PATH, the system's, or the one that Playwright downloaded.
 * Ubuntu's `chromium-browser` may be a stub that only asks for a snap, so each candidate must print its version.
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (starts(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which is not a browser that starts.`);
  }
  const system = systemPaths.find(starts);
  if (system !== undefined) return system;
  const { chromium } = await import("@playwright/test");
  const downloaded = chromium.executablePath();
  return starts(downloaded) ? downloaded : undefined;
}

function starts(path) {
  return existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}
