import type { Decoded } from "./weigh.ts";

/** One thing that was found in a pasted text. `decoded` is undefined where nothing failed. */
export type Reading = {
  /** Word for word, as it came. */
  text: string;
  from: "text" | "api" | "health";
  decoded?: Decoded;
};
