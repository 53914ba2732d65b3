import { control } from "../destination/pair.ts";
import { findRawCharacter } from "../destination/raw-character.ts";
import type { AppError } from "../result.ts";
import type { Finding } from "./finding.ts";
import type { Anatomy } from "./take-apart.ts";

/** What Cloudflare has been seen to take in a destination; everything else can be percent-encoded. */
export const unsafe = /[^A-Za-z0-9.,_:/?%+&={}-]/u;

export const addressKinds = /^(?:host|port|bucket|path)$/;

const faults: Partial<Record<AppError["code"], RegExp>> = {
  E_TEXT_ILL_FORMED: /\p{Surrogate}/u,
  E_DEST_CONTROL: control,
  E_DEST_SPACE: /\s/,
  E_DEST_BACKSLASH: /\\/,
  E_DEST_ESCAPE: /%(?![0-9A-Fa-f]{2})/,
  E_DEST_UTF8: /%[89A-Fa-f]/,
  E_DEST_CHARACTER: /[^!$&'()*+,\-./0-9:;=@A-Z_a-z~%]/u,
};

/** Whether a text has what an error speaks of. */
export function isAtFault(code: AppError["code"], text: string): boolean {
  return faults[code]?.test(text) ?? false;
}

/** Spaces and other characters that stand raw in the query. */
export function checkSpelling({ pieces, facts }: Anatomy): Finding[] {
  return pieces.flatMap((piece, index): Finding[] => {
    const { kind, text, isSecret } = piece;
    // The address of a URL has rules of its own.
    const isChecked = piece.place !== undefined || (facts.address !== "url" && addressKinds.test(kind));
    if (!isChecked) return [];
    const found = findRawCharacter(text, isSecret === true);
    if (!found) return [];
    return [{ ...found, severity: found.code === "raw-space" ? "danger" : "warn", piece: index }];
  });
}
