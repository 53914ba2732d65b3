/** Runs once when the server starts: refuses unsafe settings, and starts the emulator. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("#lib/server/start.ts");
  await startServer();
}
