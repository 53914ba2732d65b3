import { createHash } from "node:crypto";
import { drawFrom } from "../logs/random.ts";
import type { DirectorySeed } from "../state/directory.ts";
import { ACCOUNT_NAMES, ENDINGS, FIRST_WORDS, SECOND_WORDS } from "./words.data.ts";

export const MAX_ZONES = FIRST_WORDS.length * SECOND_WORDS.length * ENDINGS.length;
const PLANS = ["Enterprise Website", "Business Website", "Pro Website", "Free Website"] as const;
/** Has no factor in common with the number of names, so that every zone gets another one. */
const NAME_STRIDE = 7919;

/** The accounts and zones of a fleet. A zone does not depend on how many there are. */
export function generatePlaces(zones: number): DirectorySeed {
  const accounts = ACCOUNT_NAMES.map((name) => ({ id: idOf(`account ${name}`), name }));
  return {
    accounts,
    zones: Array.from({ length: zones }, (_, index) => {
      const draw = drawFrom(`fleet zone ${index}`);
      const account = accounts[accountIndexOf(index)];
      const name = zoneName(index);
      return { id: idOf(`zone ${name}`), name, status: "active", plan: draw.rank(PLANS), accountId: account?.id ?? "" };
    }),
  };
}

/** The account of a zone; the first ones have more. */
export function accountIndexOf(zoneIndex: number): number {
  return drawFrom(`fleet account of zone ${zoneIndex}`).rank([0, 1, 2, 3]);
}

/** A name below a reserved domain: nobody owns it, and the test receiver answers for its hosts. */
export function zoneName(index: number): string {
  const mixed = (index * NAME_STRIDE) % MAX_ZONES;
  const first = FIRST_WORDS[mixed % FIRST_WORDS.length];
  const second = SECOND_WORDS[Math.floor(mixed / FIRST_WORDS.length) % SECOND_WORDS.length];
  const ending = ENDINGS[Math.floor(mixed / FIRST_WORDS.length / SECOND_WORDS.length)];
  return `${first}-${second}${ending}.example`;
}

function idOf(text: string): string {
  return createHash("sha256").update(`headgate fleet ${text}`).digest("hex").slice(0, 32);
}
