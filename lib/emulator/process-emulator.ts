import type { Emulator, EmulatorOptions } from "./emulator.ts";

const INSTANCE_KEY = Symbol.for("headgate.emulator");
const registry: { [INSTANCE_KEY]?: Emulator } & object = globalThis;

/**
 * Opens the one emulator of this process, unless it is open. Its code is loaded only here, so a server with a real
 * credential never loads it. Rejects if another process has its data open.
 */
export async function openProcessEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { createEmulator } = await import("./emulator.ts");
  registry[INSTANCE_KEY] ??= createEmulator(options);
  return registry[INSTANCE_KEY];
}

/**
 * The emulator, once it is open. Next bundles pages, actions and routes separately, but they share the global object.
 */
export function processEmulator(): Emulator | undefined {
  return registry[INSTANCE_KEY];
}
