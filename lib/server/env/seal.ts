import "server-only";
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** A value that was encrypted, and the id of its key. */
export type Sealed = { kid: string; bytes: Uint8Array };

/**
 * Encrypts what the store keeps of destinations. `place` names the row: a value that was moved to another row does not
 * open there.
 */
export type Seal = {
  /** The id of the key that seals now. */
  kid: string;
  /** The ids of the keys that open, this one and the one before the last rotation. */
  kids: readonly string[];
  seal(text: string, place: string): Sealed;
  /** Undefined if the key is not there, or the bytes are not what was sealed for this place. */
  open(sealed: Sealed, place: string): string | undefined;
};

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

type Key = { kid: string; bytes: Uint8Array };

/**
 * AES-256-GCM with a key that HKDF derives from the installation's (RFC 5869). The key before the last rotation still
 * opens what it sealed.
 */
export function createSeal(secret: string, old?: string): Seal {
  const current = deriveKey(secret);
  const keys = [current, ...(old === undefined ? [] : [deriveKey(old)])];
  return {
    kid: current.kid,
    kids: Array.from(new Set(keys.map(({ kid }) => kid))),
    seal(text, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.bytes, nonce);
      cipher.setAAD(Buffer.from(place));
      const sealed = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
      return { kid: current.kid, bytes: Buffer.concat(sealed) };
    },
    open({ kid, bytes }, place) {
      const key = keys.find((one) => one.kid === kid);
      if (!key || bytes.length < nonceBytes + tagBytes) return undefined;
      const end = bytes.length - tagBytes;
      const decipher = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, nonceBytes));
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(end));
      try {
        return decipher.update(bytes.subarray(nonceBytes, end), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return undefined;
      }
    },
  };
}

/** The id tells keys apart and tells nothing about them. */
export function keyIdOf(secret: string): string {
  return createHmac("sha256", secret).update("headgate key id").digest("hex").slice(0, 8);
}

function deriveKey(secret: string): Key {
  const bytes = new Uint8Array(hkdfSync("sha256", secret, "", "headgate sealed destinations", 32));
  return { kid: keyIdOf(secret), bytes };
}
