import "server-only";
import { randomBytes } from "node:crypto";
import { isSameSecret } from "../base/same-secret.ts";

/**
 * The link that signs in the person at this machine. Each link works once; when it is used, the next one is printed.
 */
export type SignInLink = { current(): string; redeem(key: string): boolean };

export function createSignInLink(): SignInLink {
  let key = makeKey();
  return {
    current: () => key,
    redeem(given) {
      const isRight = isSameSecret(given, key);
      if (isRight) key = makeKey();
      return isRight;
    },
  };
}

function makeKey(): string {
  return randomBytes(24).toString("base64url");
}
