/** How long a job can be muted, in minutes, besides until somebody ends it. */
export const muteMinutes = [60, 480, 1440] as const;

/** For how long: in minutes, until somebody ends it, or not any more. */
export type MuteLength = (typeof muteMinutes)[number] | "until-on" | "off";

/** A job without new alerts. `until` is RFC 3339; null: until somebody ends it. `isOfScope`: with all jobs of its zone. */
export type Mute = { until: string | null; isOfScope?: true };
