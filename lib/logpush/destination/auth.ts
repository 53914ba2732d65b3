import { formErr } from "../errors/form-error.ts";
import { ok, type Result } from "../result.ts";
import type { HeaderLine } from "./header-lines.ts";

/** `Authorization: Basic <base64 of user:password>`, both as UTF-8 (RFC 7617). */
export function basic(user: string, password: string): Result<HeaderLine[]> {
  if (user.includes(":")) return formErr("E_BASIC_USER");
  const credentials = toBase64(new TextEncoder().encode(`${user}:${password}`));
  return ok([{ name: "Authorization", value: `Basic ${credentials}` }]);
}

/** A header with the given random bytes as base64url, for receivers that compare a shared secret. */
export function secretHeader(name: string, bytes: Uint8Array): HeaderLine[] {
  const value = toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return [{ name: name.trim(), value }];
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
