import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** OWASP's setting for scrypt. One check takes about 128 MiB and a third of a second. */
const cost = { log2N: 17, r: 8, p: 1 };
const keyBytes = 32;

/** `scrypt:17:8:1:<salt>:<key>`, both base64url. No character in it has a meaning in a shell, a .env file or a list. */
const form = /^scrypt:(\d{2}):(\d{1,2}):(\d):([A-Za-z0-9_-]{22,86}):([A-Za-z0-9_-]{43})$/;

type Parts = { log2N: number; r: number; p: number; salt: Buffer; key: Buffer };

/** Creates the text for HEADGATE_PASSWORD_HASH. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, { ...cost, salt });
  return ["scrypt", cost.log2N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join(":");
}

/** Whether the password matches the hash, in a time that does not reveal how much of it is right. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = parse(hash);
  return parts !== undefined && timingSafeEqual(await derive(password, parts), parts.key);
}

/**
 * Whether a text is a hash that this process can afford to check, and at least as strong as the lowest sensible cost.
 */
export function isPasswordHash(text: string): boolean {
  const parts = parse(text);
  if (!parts) return false;
  const { log2N, r, p } = parts;
  return log2N >= 14 && log2N <= 18 && r === 8 && p >= 1 && p <= 2;
}

function parse(text: string): Parts | undefined {
  const [, log2N, r, p, salt, key] = form.exec(text) ?? [];
  if (!log2N || !r || !p || !salt || !key) return undefined;
  return {
    ...{ log2N: Number(log2N), r: Number(r), p: Number(p) },
    ...{ salt: Buffer.from(salt, "base64url"), key: Buffer.from(key, "base64url") },
  };
}

/** Composed and decomposed letters are the same password, whatever the keyboard sends. */
function derive(password: string, { log2N, r, p, salt }: Omit<Parts, "key">): Promise<Buffer> {
  const N = 2 ** log2N;
  // Node refuses more than 32 MiB unless the limit is set.
  const maxmem = 128 * N * r * p + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyBytes, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
