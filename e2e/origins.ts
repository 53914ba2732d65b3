/** The addresses of the servers under test, one for each Playwright worker. */
export function originsOf(workers: number): string[] {
  const first = Number(process.env.E2E_PORT ?? "4320");
  return Array.from({ length: workers }, (_, index) => `http://127.0.0.1:${first + index}`);
}
