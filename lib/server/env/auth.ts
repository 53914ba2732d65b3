import "server-only";
import { readSecret } from "./credential.ts";
import { type PasswordRule, parsePasswordRules } from "./password-rules.ts";
import { parseRoleRules, type RoleRule } from "./role-rules.ts";
import { isListenHost, isLoopbackUrl, StartupError } from "./rules.ts";

/** How a caller is identified. */
export type Auth =
  /** Everybody who reaches the port may do everything. Only for the emulator on this machine. */
  | { kind: "open" }
  /** A link that is printed at start and works once. For a credential on this machine. */
  | { kind: "link" }
  | { kind: "password"; rules: PasswordRule[] }
  /** Cloudflare Access in front: `issuer` is the team's address, `audience` the application's tag. */
  | { kind: "access"; issuer: string; audience: string; roles: RoleRule[] }
  /** Each person brings a Cloudflare API token. The server has none. */
  | { kind: "token" };

/** Where browsers reach the server: the accepted Host headers, and the https origin if the server is exposed. */
export type Site = { port: number; origin?: string };

type Values = {
  [Key in
    | "HOST"
    | "HEADGATE_AUTH"
    | "HEADGATE_ORIGIN"
    | "HEADGATE_PASSWORD_HASH"
    | "HEADGATE_PASSWORD_HASH_FILE"
    | "HEADGATE_ACCESS_TEAM"
    | "HEADGATE_ACCESS_AUD"
    | "HEADGATE_ROLES"]?: string | undefined;
};
type ReadFile = (path: string) => string;

const kinds = ["password", "access", "token"] as const;

/**
 * Decides how people sign in. If other machines can reach the server (another HOST, or an origin), it does not start
 * without a sign-in and an https address, because session cookies need that.
 */
export function readAuth(
  values: Values,
  readFile: ReadFile,
  { hasCredential }: { hasCredential: boolean },
): { auth: Auth; origin?: string } {
  const origin = values.HEADGATE_ORIGIN === undefined ? undefined : checkOrigin(values.HEADGATE_ORIGIN);
  const isHere = isListenHost(values.HOST ?? "127.0.0.1");
  const auth = readKind(values, readFile, hasCredential);
  refuseLeftovers(values, auth);
  const isSignIn = auth.kind !== "open" && auth.kind !== "link";
  if (!isSignIn && !isHere) {
    throw new StartupError(
      "HEADGATE_AUTH",
      "is not set, but HOST allows connections from other machines",
      "Set HEADGATE_AUTH to password, access or token, or HOST=127.0.0.1.",
    );
  }
  if (!isSignIn && origin !== undefined) {
    throw new StartupError(
      "HEADGATE_AUTH",
      "is not set, but HEADGATE_ORIGIN makes this server reachable for others",
      "Set HEADGATE_AUTH to password, access or token, or unset HEADGATE_ORIGIN.",
    );
  }
  if (!isHere && origin === undefined) {
    throw new StartupError(
      "HEADGATE_ORIGIN",
      "is not set, but HOST allows connections from other machines",
      "Set the HTTPS URL that browsers use, such as https://headgate.example.com, or HOST=127.0.0.1.",
    );
  }
  return origin === undefined ? { auth } : { auth, origin };
}

function readKind(values: Values, readFile: ReadFile, hasCredential: boolean): Auth {
  const kind = values.HEADGATE_AUTH?.toLowerCase();
  if (kind === undefined) return { kind: hasCredential ? "link" : "open" };
  if (kind === "password") return { kind, rules: readPasswords(values, readFile) };
  if (kind === "access") return readAccess(values);
  if (kind === "token") {
    if (!hasCredential) return { kind };
    throw new StartupError(
      "HEADGATE_AUTH",
      "is token, so people sign in with their own tokens, but the server also has a credential",
      "Unset the CLOUDFLARE_ credential, or set HEADGATE_AUTH to password or access.",
    );
  }
  throw new StartupError("HEADGATE_AUTH", "is not password, access or token", `Set one of ${kinds.join(", ")}.`);
}

function readPasswords(values: Values, readFile: ReadFile): PasswordRule[] {
  const text = readSecret("HEADGATE_PASSWORD_HASH", values, readFile);
  if (text === undefined) {
    throw new StartupError(
      "HEADGATE_PASSWORD_HASH",
      "is not set, but HEADGATE_AUTH is password",
      "Set the output of: npm run hash-password",
    );
  }
  const rules = parsePasswordRules(text);
  if (rules) return rules;
  throw new StartupError(
    "HEADGATE_PASSWORD_HASH",
    "is neither a hash nor a list of hashes for the roles viewer, operator and admin",
    "Set the output of npm run --silent hash-password, or several as admin=<hash>,viewer=<hash>.",
  );
}

function readAccess(values: Values): Auth {
  const { HEADGATE_ACCESS_TEAM: team, HEADGATE_ACCESS_AUD: audience, HEADGATE_ROLES: roles } = values;
  if (audience === undefined || !/^[0-9a-f]{64}$/.test(audience)) {
    throw new StartupError(
      "HEADGATE_ACCESS_AUD",
      audience === undefined ? "is not set, but HEADGATE_AUTH is access" : "is not an application audience tag",
      "Copy the 64 hexadecimal characters from the Access application's settings.",
    );
  }
  const rules = parseRoleRules(roles ?? "");
  if (rules === undefined || rules.length === 0) {
    throw new StartupError(
      "HEADGATE_ROLES",
      "is not a list of identity=role",
      "Example: you@example.com=admin,group:sre=operator,*@example.com=viewer.",
    );
  }
  return { kind: "access", issuer: readIssuer(team ?? ""), audience, roles: rules };
}

/** A team's name or its whole host name; for tests, an address on this machine. */
function readIssuer(team: string): string {
  const host = team
    .toLowerCase()
    .replace(/^https:\/\//, "")
    .replace(/\/$/, "");
  if (/^[a-z0-9-]{1,63}$/.test(host)) return `https://${host}.cloudflareaccess.com`;
  if (/^[a-z0-9-]{1,63}\.cloudflareaccess\.com$/.test(host)) return `https://${host}`;
  if (isLoopbackUrl(team)) return new URL(team).origin;
  throw new StartupError(
    "HEADGATE_ACCESS_TEAM",
    "is not a team name",
    "Set the part before .cloudflareaccess.com, from Zero Trust > Settings.",
  );
}

/** A setting without effect is a mistake about who gets in. */
function refuseLeftovers(values: Values, { kind }: Auth): void {
  const owners = {
    HEADGATE_PASSWORD_HASH: "password",
    HEADGATE_PASSWORD_HASH_FILE: "password",
    HEADGATE_ACCESS_TEAM: "access",
    HEADGATE_ACCESS_AUD: "access",
    HEADGATE_ROLES: "access",
  } as const;
  for (const name of [
    "HEADGATE_PASSWORD_HASH",
    "HEADGATE_PASSWORD_HASH_FILE",
    "HEADGATE_ACCESS_TEAM",
    "HEADGATE_ACCESS_AUD",
    "HEADGATE_ROLES",
  ] as const) {
    if (values[name] === undefined || owners[name] === kind) continue;
    throw new StartupError(
      name,
      "has no effect with this HEADGATE_AUTH",
      `Set HEADGATE_AUTH=${owners[name]}, or unset ${name}.`,
    );
  }
}

function checkOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && url.username === "" && url.pathname === "/" && url.search === "" && url.hash === "";
  if (isPlain && url.protocol === "https:" && text.toLowerCase().replace(/\/$/, "") === url.origin) return url.origin;
  throw new StartupError(
    "HEADGATE_ORIGIN",
    "is not an HTTPS origin",
    "Set the scheme and host that browsers use, such as https://headgate.example.com.",
  );
}
