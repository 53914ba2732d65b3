/** A value of a log record. A bigint is always a time in nanoseconds since 1970; it is formatted when it is written. */
export type LogValue = string | number | boolean | bigint | null | LogValue[] | { [key: string]: LogValue };

/** Field name to value. A map, because a field may be named like a property that every object has. */
export type LogRecord = ReadonlyMap<string, LogValue>;
