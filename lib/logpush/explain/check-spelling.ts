import { control } from "../destination/pair.ts";
import { findRawCharacter } from "../destination/raw-character.ts";
import type { AppError } from "../result.ts";
import type { Finding } from "./finding.ts";
import type { Anatomy } from "./split-destination.ts";

/** Characters that Cloudflare was not seen to accept in a destination. All of them can be percent-encoded. */
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

/** Whether a text contains what an error is about. */
export function isAtFault(code: AppError["code"], text: string): boolean {
  return faults[code]?.test(text) ?? false;
}

/** Finds spaces and other unencoded characters in the query. */
export function checkSpelling({ pieces, facts }: Anatomy): Finding[] {
  return pieces.flatMap((piece, index): Finding[] => {
    const { kind, text, isSecret } = piece;
    // The address of a URL has its own rules.
    const isChecked = piece.place !== undefined || (facts.address !== "url" && addressKinds.test(kind));
    if (!isChecked) return [];
    const found = findRawCharacter(text, isSecret === true);
    if (!found) return [];
    return [{ ...found, severity: found.code === "raw-space" ? "danger" : "warn", piece: index }];
  });
}
