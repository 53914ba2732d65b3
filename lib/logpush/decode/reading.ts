import type { Decoded } from "./weigh.ts";

/** One failure found in a pasted text. `decoded` is undefined if nothing failed. */
export type Reading = {
  /** The unchanged text. */
  text: string;
  from: "text" | "api" | "health";
  decoded?: Decoded;
};
