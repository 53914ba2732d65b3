import { control } from "../destination/pair.ts";
import { byteLength, isWellFormed } from "../destination/percent.ts";
import { repairSeparators, separatorMessage } from "../destination/separators.ts";
import { appError } from "../errors/app-error.ts";
import { maxDestinationBytes } from "../limits.ts";
import type { AppError } from "../result.ts";
import { isAtFault } from "./check-spelling.ts";
import { type Finding, findingOfError, placeOf } from "./finding.ts";
import type { Find } from "./piece-finder.ts";
import { schemes } from "./scheme-facts.ts";
import type { Anatomy, PieceKind } from "./split-destination.ts";

/** Checks the string as a whole: its scheme, its length, and characters that can never be in it. */
export function checkWhole({ scheme, facts, pieces }: Anatomy, find: Find): Finding[] {
  const text = pieces.map((piece) => piece.text).join("");
  const bytes = byteLength(text);
  const errors: [AppError, PieceKind?][] = [];
  if (bytes > maxDestinationBytes) {
    errors.push([appError("E_DEST_TOO_LONG", { params: { bytes, limit: maxDestinationBytes } })]);
  }
  if (!isWellFormed(text)) errors.push([appError("E_TEXT_ILL_FORMED")]);
  if (control.test(text)) errors.push([appError("E_DEST_CONTROL")]);
  if (find("userinfo") !== undefined) errors.push([appError("E_DEST_USERINFO"), "userinfo"]);
  if (find("fragment") !== undefined) errors.push([appError("E_DEST_FRAGMENT"), "fragment"]);
  const found = errors.map(([error, kind]) =>
    findingOfError(error, kind ? find(kind) : pieces.findIndex((piece) => isAtFault(error.code, piece.text))),
  );
  if (repairSeparators(text) !== text) found.push(separatorFinding);
  if (find("date") !== undefined && !facts.takesDate) found.push(dateFinding(find("date")));
  return text === "" ? [] : [...checkSchemeName(scheme, find), ...found];
}

/** `http` and `HTTPS` have their own errors. An undocumented name may still be one of Cloudflare's. */
function checkSchemeName(scheme: string, find: Find): Finding[] {
  const lower = scheme.toLowerCase();
  if (scheme === "" || lower === "http") return [findingOfError(appError("E_DEST_SCHEME"), find("scheme") ?? 0)];
  const place = placeOf(find("scheme"));
  const findings: Finding[] = [];
  if (!schemes.includes(lower)) {
    const message = `Cloudflare does not document ${lower}:// destinations.`;
    findings.push({ code: "unknown-scheme", severity: "warn", message, nextStep: "Check the spelling.", ...place });
  } else if (lower === "cos") {
    const message = "Cloudflare does not document this kind of destination yet.";
    findings.push({
      code: "undocumented",
      severity: "info",
      message,
      nextStep: "Ask Cloudflare for the format.",
      ...place,
    });
  }
  if (scheme !== lower) {
    const message = "The scheme is in uppercase.";
    findings.push({ code: "scheme-case", severity: "danger", message, nextStep: `Write ${lower}://.`, ...place });
  }
  return findings;
}

const separatorFinding: Finding = {
  code: "separator",
  severity: "danger",
  message: separatorMessage,
  nextStep: "Add & before it, or ? before the first parameter.",
};

function dateFinding(piece: number | undefined): Finding {
  const message = "Cloudflare only replaces {DATE} for R2, S3, Google and Azure storage. Here it stays as is.";
  return {
    code: "date-placeholder",
    severity: "warn",
    message,
    nextStep: "Remove it from the path.",
    ...placeOf(piece),
  };
}
