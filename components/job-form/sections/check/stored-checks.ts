import * as z from "zod/mini";
import { type CheckId, checkIds, checksKey, type DoneCheck } from "./check-state.ts";

/** Words of our own tables only: there is no place for what was asked, nor for what a receiver or Cloudflare said. */
const storedSchema = z.partialRecord(
  z.enum(checkIds),
  z.object({
    at: z.string(),
    outcome: z.enum(["pass", "warn", "fail"]),
    message: z.string(),
    nextStep: z.string(),
  }),
);

export type StoredChecks = Partial<Record<CheckId, DoneCheck>>;

/** Keeps the findings beside the draft in this browser tab. */
export function storeChecks(done: StoredChecks): void {
  const stored = Object.fromEntries(
    Object.entries(done).map(([id, { at, finding }]) => {
      const { message, nextStep } = wordsOf(finding);
      return [id, { at, outcome: finding.outcome, message, nextStep }];
    }),
  );
  try {
    sessionStorage.setItem(checksKey, JSON.stringify(storedSchema.parse(stored)));
  } catch {
    // A full or forbidden storage costs the findings, not the form.
  }
}

/** The findings of before a reload; they do not say of which values they were. */
export function readChecks(): StoredChecks {
  try {
    const stored = storedSchema.parse(JSON.parse(sessionStorage.getItem(checksKey) ?? "{}"));
    return Object.fromEntries(
      Object.entries(stored).map(([id, { at, outcome, message, nextStep }]) => {
        if (outcome === "pass") return [id, { at, finding: { outcome, message } }];
        if (outcome === "warn") return [id, { at, finding: { outcome, message, nextStep } }];
        return [id, { at, finding: { outcome, error: { code: "E_UPSTREAM_REFUSED", message, nextStep } } }];
      }),
    );
  } catch {
    return {};
  }
}

/** An upstream text may repeat anything, so an error that is made of one is stored without it. */
function wordsOf(finding: DoneCheck["finding"]): { message: string; nextStep: string } {
  if (finding.outcome === "pass") return { message: finding.message, nextStep: "" };
  if (finding.outcome === "warn") return finding;
  const { code, message, nextStep } = finding.error;
  return { message: code === "E_UPSTREAM_REFUSED" ? "Cloudflare refused." : message, nextStep };
}
