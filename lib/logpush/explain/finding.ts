import { plusNextStep } from "../destination/plus.ts";
import type { AppError } from "../result.ts";

export type Severity = "danger" | "warn" | "info";

/** A finding about a destination string. `piece` is the index of the piece that it is about, if any. */
export type Finding = { code: string; severity: Severity; message: string; nextStep: string; piece?: number };

type Text = { severity: Severity; message?: string; nextStep: string };

/** The sentences for advice about the string itself. Without a message, the advice's own is used. */
const noteTexts: Record<string, Text> = {
  "private-host": { severity: "danger", nextStep: "Use a public host name, or put a tunnel in front of the server." },
  "path-character": { severity: "warn", nextStep: "Percent-encode it, if your server treats both as the same path." },
  "no-secret": {
    severity: "warn",
    nextStep: "Add a header with a secret, such as Authorization, and verify it on the server.",
  },
  "content-encoding": { severity: "warn", nextStep: "Remove the header." },
  "user-agent": { severity: "info", nextStep: "Remove it, unless your server needs it." },
  "prefix-case": { severity: "warn", nextStep: "Write lowercase header_ if you mean a header." },
  "duplicate-parameter": { severity: "warn", nextStep: "Keep one of the two." },
  "secret-parameter": {
    severity: "warn",
    message: "Secrets in URLs end up in access logs.",
    nextStep: "Send it as a header if the server supports that. Some services only accept a parameter.",
  },
  "looks-encoded": {
    severity: "warn",
    message: "The value still contains percent escapes after decoding, so it was probably encoded twice.",
    nextStep: "Decode it once, unless the server expects a literal %.",
  },
  "raw-plus": { severity: "warn", nextStep: plusNextStep },
  "raw-semicolon": { severity: "warn", nextStep: "Write %3B." },
  "non-ascii": { severity: "warn", nextStep: "Use ASCII if possible, or check that the server supports UTF-8." },
};

/** A finding for advice, with the sentences for this page. Unknown advice is passed on. */
export function findingOfNote(note: { code: string; message: string }, piece?: number): Finding {
  const text = Object.hasOwn(noteTexts, note.code) ? noteTexts[note.code] : undefined;
  const { severity = "warn", message = note.message, nextStep = "" } = text ?? {};
  return { code: note.code, severity, message, nextStep, ...placeOf(piece) };
}

/** Errors whose next step refers to the form. */
const nextSteps: Partial<Record<AppError["code"], string>> = {
  E_HEADER_DUPLICATE: "Header names are case-insensitive. Keep one of the two.",
  E_HEADER_NAME_EMPTY: "Add a name after header_, or remove the parameter.",
  E_HEADER_VALUE_EMPTY: "Add a value, or remove the header.",
  E_MASK_VALUE: "Replace it with the actual value.",
};

/** A finding for what Headgate would not send, or could not read. */
export function findingOfError(error: AppError, piece?: number): Finding {
  const { code } = error;
  // An invalid header name may be a name and its secret value, so it is not quoted.
  const message = code === "E_HEADER_NAME" ? "This is not a valid header name." : error.message;
  return { code, severity: "danger", message, nextStep: nextSteps[code] ?? error.nextStep, ...placeOf(piece) };
}

export function placeOf(piece: number | undefined): { piece?: number } {
  return piece === undefined || piece < 0 ? {} : { piece };
}
