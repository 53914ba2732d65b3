import "server-only";

const intents = new WeakMap<object, string>();

/** Notes which entry of the audit log an answer belongs to, so that the version that comes of it can name the entry. */
export function rememberIntent(answer: unknown, id: string): void {
  if (typeof answer === "object" && answer !== null) intents.set(answer, id);
}

/** The entry of the audit log that an answer belongs to. Undefined for what was only read. */
export function intentOf(answer: object): string | undefined {
  return intents.get(answer);
}
