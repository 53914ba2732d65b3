/** In the order of urgency: what needs attention soonest comes first. */
export const healthStates = [
  "failing",
  "disabled-by-failure",
  "stale",
  "settling",
  "pending",
  "healthy",
  "disabled",
] as const;

export type HealthState = (typeof healthStates)[number];

/** Reads a state from an address or a row of the store. */
export function parseHealthState(text: string | null): HealthState | undefined {
  return healthStates.find((state) => state === text);
}

/** States that need somebody: the list shows their jobs first. */
export const urgentStates = ["failing", "disabled-by-failure", "stale"] as const satisfies HealthState[];

/** Whether a job in this state needs somebody. */
export function isUrgent(state: HealthState): state is (typeof urgentStates)[number] {
  return urgentStates.some((one) => one === state);
}

/** Whether the last thing known of a job in this state is a failure. */
export function isTroubled(state: HealthState): state is "failing" | "disabled-by-failure" {
  return state === "failing" || state === "disabled-by-failure";
}
