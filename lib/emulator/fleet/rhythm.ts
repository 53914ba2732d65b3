import { drawFrom } from "../logs/random.ts";

const DAY_HOURS = 24;
const WEEK_HOURS = 168;
/** 1970 began on a Thursday; days count from Sunday. */
const FIRST_WEEKDAY = 4;
/** How much an hour differs from the same hour of another week: up to this share more or less. */
const NOISE = 0.1;

const shapes = new Map<number, Float32Array>();

/**
 * How busy a zone is in an hour (counted from 1970, UTC), around 1 by day. Each zone has its own time zone, peak hour,
 * nights and weekends: offices are quiet on Saturday and Sunday, shops and games are busier.
 */
export function loadOf(zoneIndex: number, hour: number): number {
  let shape = shapes.get(zoneIndex);
  if (!shape) {
    shape = shapeOf(zoneIndex);
    shapes.set(zoneIndex, shape);
  }
  return shape[hour % WEEK_HOURS] ?? 1;
}

/** A number in [0, 1) for two integers, always the same. Cheap, because analytics need one for each job and hour. */
export function noiseOf(first: number, second: number): number {
  let mixed = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(second + 0x165667b1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** The uploads of a job in an hour, at least one. */
export function uploadsIn(job: { id: number; zoneIndex: number; uploadsPerHour: number }, hour: number): number {
  const noise = 1 - NOISE + 2 * NOISE * noiseOf(job.id, hour);
  return Math.max(1, Math.round(job.uploadsPerHour * loadOf(job.zoneIndex, hour) * noise));
}

function shapeOf(zoneIndex: number): Float32Array {
  const draw = drawFrom(`fleet rhythm ${zoneIndex}`);
  const utcOffset = draw.int(-8, 9);
  const peakHour = draw.int(10, 21);
  const night = 0.1 + 0.3 * draw.unit();
  const weekend = draw.unit() < 0.7 ? 0.35 + 0.45 * draw.unit() : 1.15 + 0.35 * draw.unit();
  return Float32Array.from({ length: WEEK_HOURS }, (_, hour) => {
    const local = hour + utcOffset + WEEK_HOURS;
    const weekday = (Math.floor(local / DAY_HOURS) + FIRST_WEEKDAY) % 7;
    const day = (1 + Math.cos((2 * Math.PI * ((local % DAY_HOURS) - peakHour)) / DAY_HOURS)) / 2;
    return (night + (1 - night) * day) * (weekday === 0 || weekday === 6 ? weekend : 1);
  });
}
