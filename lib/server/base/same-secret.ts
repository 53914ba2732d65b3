import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";

/** Compares digests, which have the same length, in a time that does not reveal how much is right. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
