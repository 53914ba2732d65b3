/** "23 h 6 min", "6 min", "2 days 3 h": two units at most, and never less than a minute. */
export function duration(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) return hours > 0 ? `${daysOf(days)} ${hours} h` : daysOf(days);
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

function daysOf(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
