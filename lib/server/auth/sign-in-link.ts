import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { hasLink, replaceLink, takeLink } from "#lib/store/one-time-links.ts";
import type { Database } from "#lib/store/schema.ts";

/**
 * The link that signs in the person at this machine. Each works once, for a day, on every server that shares the store,
 * until its own server issues the next one. Only a digest of its key is stored.
 */
export type SignInLink = {
  /** The key of a new link. */
  issue(): Promise<string>;
  /** Whether the last link of this server still works. */
  isOpen(): Promise<boolean>;
  /** Uses a link up. */
  redeem(key: string): Promise<boolean>;
};

export const linkLifeMs = 24 * 3600_000;

type LinkOptions = {
  db: Kysely<Database>;
  /** Names the server, also after a restart. */
  server: string;
  now: () => number;
};

export function createSignInLink({ db, server, now }: LinkOptions): SignInLink {
  const owner = digest(server);
  return {
    async issue() {
      const key = randomBytes(24).toString("base64url");
      const at = now();
      await replaceLink(db, { id: digest(key), owner, until: at + linkLifeMs }, at);
      return key;
    },
    isOpen: () => hasLink(db, owner, now()),
    redeem: (key) => takeLink(db, digest(key), now()),
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
