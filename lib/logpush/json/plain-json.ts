import type { Json } from "../job/job.ts";
import { type ExactJson, isExactObject, NumberText } from "./exact-json.ts";

/** The value as JavaScript holds it. */
export function plainJson(value: ExactJson): Json {
  if (value instanceof NumberText) return Number(value.text);
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isExactObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainJson(member)]));
}
