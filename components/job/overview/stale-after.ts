/** The units that a threshold is typed in, by their minutes. */
export const units = { minutes: 1, hours: 60, days: 1440 };
export type Unit = keyof typeof units;

export const unitNames: Unit[] = ["minutes", "hours", "days"];

const maxMinutes = 43_200;

/** The largest unit that holds the minutes without a remainder. */
export function toAmount(minutes: number): { amount: number; unit: Unit } {
  const unit: Unit = minutes % units.days === 0 ? "days" : minutes % units.hours === 0 ? "hours" : "minutes";
  return { amount: minutes / units[unit], unit };
}

/** "1 hour", "15 minutes". */
export function inWords(minutes: number): string {
  const { amount, unit } = toAmount(minutes);
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

/** What was typed as minutes: null for an empty box, which means the default; undefined for what is no threshold. */
export function readMinutes(typed: string, unit: Unit): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const minutes = /^\d{1,6}(?:\.\d{1,4})?$/.test(text) ? Math.round(Number(text) * units[unit]) : 0;
  return minutes >= 1 && minutes <= maxMinutes ? minutes : undefined;
}

export function parseUnit(text: string): Unit {
  return unitNames.find((unit) => unit === text) ?? "minutes";
}
