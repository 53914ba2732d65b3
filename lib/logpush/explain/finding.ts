import { plusNextStep } from "../destination/plus.ts";
import type { AppError } from "../result.ts";

export type Severity = "danger" | "warn" | "info";

/** Something to know about a destination string. `piece` is the index of the piece that it is about, if it is about one. */
export type Finding = { code: string; severity: Severity; message: string; nextStep: string; piece?: number };

type Text = { severity: Severity; message?: string; nextStep: string };

/** How advice on a destination reads where the string itself is looked at; without a message the advice's own holds. */
const noteTexts: Record<string, Text> = {
  "private-host": { severity: "danger", nextStep: "Use a public host name, or put a tunnel in front of the server." },
  "path-character": { severity: "warn", nextStep: "Percent-encode it, if your server takes both for the same path." },
  "no-secret": {
    severity: "warn",
    nextStep: "Add a header with a secret, such as Authorization, and let the server check it.",
  },
  "content-encoding": { severity: "warn", nextStep: "Take the header out." },
  "user-agent": { severity: "info", nextStep: "Take it out, unless your server asks for it." },
  "prefix-case": { severity: "warn", nextStep: "Write header_ in lower case if you mean a header." },
  "duplicate-parameter": { severity: "warn", nextStep: "Keep one of the two." },
  "secret-parameter": {
    severity: "warn",
    message: "A secret in a URL parameter ends up in access logs.",
    nextStep: "Send it as a header if the server takes one. Some services know it only as a parameter.",
  },
  "looks-encoded": {
    severity: "warn",
    message: "Decoded once, the value still holds percent-escapes, so it was probably encoded twice.",
    nextStep: "Decode it once, unless the server is meant to receive a % there.",
  },
  "raw-plus": { severity: "warn", nextStep: plusNextStep },
  "raw-semicolon": { severity: "warn", nextStep: "Write %3B." },
  "non-ascii": { severity: "warn", nextStep: "Use ASCII if you can, or see that the server reads UTF-8." },
};

/** An advice by its code, in the words for this place. Advice that is not known here is passed on. */
export function findingOfNote(note: { code: string; message: string }, piece?: number): Finding {
  const text = Object.hasOwn(noteTexts, note.code) ? noteTexts[note.code] : undefined;
  const { severity = "warn", message = note.message, nextStep = "" } = text ?? {};
  return { code: note.code, severity, message, nextStep, ...placeOf(piece) };
}

/** Errors whose next step speaks of the form. */
const nextSteps: Partial<Record<AppError["code"], string>> = {
  E_HEADER_DUPLICATE: "The case of letters does not count in header names; keep one of the two.",
  E_HEADER_NAME_EMPTY: "Write a name after header_, or take the parameter out.",
  E_HEADER_VALUE_EMPTY: "Write the value, or take the header out.",
  E_MASK_VALUE: "Put the real value in its place.",
};

/** What Headgate would not send, or what nobody could read. */
export function findingOfError(error: AppError, piece?: number): Finding {
  const { code } = error;
  // What is no header name may be a name and its secret value, so it is not quoted.
  const message = code === "E_HEADER_NAME" ? "This is not a header name." : error.message;
  return { code, severity: "danger", message, nextStep: nextSteps[code] ?? error.nextStep, ...placeOf(piece) };
}

export function placeOf(piece: number | undefined): { piece?: number } {
  return piece === undefined || piece < 0 ? {} : { piece };
}
