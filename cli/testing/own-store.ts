import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";
import type { StoreFixture } from "#lib/store/testing/each-store.ts";

/** Makes the store of a fixture the one that the settings name. Returns the data folder, and a folder for other files. */
export function useAsOwnStore({ options }: StoreFixture) {
  const folders = { data: "", other: "" };
  beforeEach(() => {
    folders.other = mkdtempSync(join(tmpdir(), "headgate-files-"));
    const own = options();
    folders.data = own.kind === "sqlite" ? dirname(own.file) : join(folders.other, "data");
    vi.stubEnv("INIT_CWD", folders.other);
    vi.stubEnv("HEADGATE_DATA", folders.data);
    vi.stubEnv("HEADGATE_SECRET", "0".repeat(64));
    vi.stubEnv("HEADGATE_DATABASE", own.kind === "postgres" ? own.url : "");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folders.other, { recursive: true, force: true });
  });
  return folders;
}
