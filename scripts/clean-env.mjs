const names = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY", "CLOUDFLARE_EMAIL"].flatMap((name) => [
  name,
  `${name}_FILE`,
]);

/**
 * The environment for a run against the emulator: this one with every setting of Cloudflare and Headgate emptied.
 * Emptied, not left out: Next would take an absent credential from a .env file, and tests must never reach a real account.
 */
export function cleanEnv(settings = {}) {
  const set = Object.keys(process.env).filter((name) => /^(?:CLOUDFLARE_|HEADGATE_)|^(?:HOST|PORT)$/.test(name));
  const emptied = [...names, "CLOUDFLARE_BASE_URL", ...set].map((name) => [name, ""]);
  return { ...process.env, ...Object.fromEntries(emptied), ...settings };
}
