const names = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY", "CLOUDFLARE_EMAIL"].flatMap((name) => [
  name,
  `${name}_FILE`,
]);

/** Settings of a machine that change what Node.js or a shell does: proxies, preloaded modules, the language of messages. */
export const hostSettings =
  /^(?:(?:https?|all|no)_proxy|node_(?:options|use_env_proxy|extra_ca_certs|tls_reject_unauthorized)|lang|language|lc_.*)$/i;

/**
 * The environment for a run against the emulator: this one with every setting of Cloudflare and Headgate emptied.
 * Emptied, not left out: Next would take an absent credential from a .env file, and tests must never reach a real account.
 * Settings of the machine that would change a result are left out.
 */
export function cleanEnv(settings = {}) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !hostSettings.test(name)));
  const set = Object.keys(own).filter((name) => /^(?:CLOUDFLARE_|HEADGATE_)|^(?:HOST|PORT)$/.test(name));
  const emptied = [...names, "CLOUDFLARE_BASE_URL", ...set].map((name) => [name, ""]);
  return { ...own, LC_ALL: "C.UTF-8", ...Object.fromEntries(emptied), ...settings };
}
