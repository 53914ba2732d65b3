import { control } from "../destination/pair.ts";
import { byteLength, isWellFormed } from "../destination/percent.ts";
import { repairSeparators, separatorMessage } from "../destination/separators.ts";
import { maxDestinationBytes } from "../limits.ts";
import { type AppError, appError } from "../result.ts";
import { isAtFault } from "./check-spelling.ts";
import { type Finding, findingOfError, placeOf } from "./finding.ts";
import type { Find } from "./piece-finder.ts";
import { schemes } from "./scheme-facts.ts";
import type { Anatomy, PieceKind } from "./take-apart.ts";

/** What concerns the string as a whole: its scheme, its length, what cannot be in it at all. */
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

/** `http` and `HTTPS` are the scheme's own errors; a name that nobody documents may still be one of Cloudflare's. */
function checkSchemeName(scheme: string, find: Find): Finding[] {
  const lower = scheme.toLowerCase();
  if (scheme === "" || lower === "http") return [findingOfError(appError("E_DEST_SCHEME"), find("scheme") ?? 0)];
  const place = placeOf(find("scheme"));
  const findings: Finding[] = [];
  if (!schemes.includes(lower)) {
    const message = `The documentation names no destination of the kind ${lower}://.`;
    findings.push({ code: "unknown-scheme", severity: "warn", message, nextStep: "Check its spelling.", ...place });
  } else if (lower === "cos") {
    const message = "Cloudflare's pages do not describe this kind of destination yet.";
    findings.push({
      code: "undocumented",
      severity: "info",
      message,
      nextStep: "Ask Cloudflare for its form.",
      ...place,
    });
  }
  if (scheme !== lower) {
    const message = "The scheme is written with capital letters.";
    findings.push({ code: "scheme-case", severity: "danger", message, nextStep: `Write ${lower}://.`, ...place });
  }
  return findings;
}

const separatorFinding: Finding = {
  code: "separator",
  severity: "danger",
  message: separatorMessage,
  nextStep: "Write & before it, or ? before the first parameter.",
};

function dateFinding(piece: number | undefined): Finding {
  const message = "Cloudflare fills in {DATE} for R2, S3, Google and Azure storage only; here it would stay as it is.";
  return {
    code: "date-placeholder",
    severity: "warn",
    message,
    nextStep: "Take it out of the path.",
    ...placeOf(piece),
  };
}
