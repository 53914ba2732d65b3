import * as z from "zod/mini";
import { type AttributeTable, type AttributeType, jobAttributes, outputAttributes, recordOf } from "./attributes.ts";

/** The type of each attribute's value in the API's JSON. */
const wireKinds = {
  text: "string",
  dataset: "string",
  timestampFormat: "string",
  choice: "string",
  filter: "string",
  limit: "number",
  rate: "number",
  flag: "boolean",
  switch: "boolean",
  escaped: "string",
  template: "string",
  list: "strings",
} as const satisfies Record<AttributeType, "string" | "number" | "boolean" | "strings">;

const nullish = <T extends z.core.SomeType>(schema: T) => z.nullish(schema);

/** `output_options` as stored; keys and enum values that are not known here pass through. */
export const outputOptionsSchema = z.looseObject(shapeOf(outputAttributes));

/**
 * A job as the API returns it (GET `{scope}/logpush/jobs/{job_id}`). Everything but `id` may be absent. Unknown keys
 * are kept, because the API returns keys that its schema does not name.
 */
export const wireJobSchema = z.looseObject({
  ...shapeOf(jobAttributes),
  id: z.number(),
  destination_conf: nullish(z.string()),
  output_options: nullish(outputOptionsSchema),
  logpull_options: nullish(z.string()),
  last_complete: nullish(z.string()),
  last_error: nullish(z.string()),
  error_message: nullish(z.string()),
});

export type WireJob = z.infer<typeof wireJobSchema>;
export type WireOutputOptions = z.infer<typeof outputOptionsSchema>;

function shapeOf<Of extends typeof jobAttributes | typeof outputAttributes>(table: Of) {
  const shape = {
    ...recordOf(keysIn(table, "string"), () => nullish(z.string())),
    ...recordOf(keysIn(table, "number"), () => nullish(z.number())),
    ...recordOf(keysIn(table, "boolean"), () => nullish(z.boolean())),
    ...recordOf(keysIn(table, "strings"), () => nullish(z.array(z.string()))),
  };
  return inOrder(
    shape,
    Object.values(table).map(({ key }) => key),
  );
}

/** A parsed object has its keys in the order of its schema. Requests and previews show them in that order. */
function inOrder<Shape extends object>(shape: Shape, keys: readonly string[]): Shape;
function inOrder(shape: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, shape[key]]));
}

type WireKind = (typeof wireKinds)[AttributeType];
/** The keys of a table whose values are `Kind`. */
type KeyIn<Of extends AttributeTable, Kind extends WireKind> = Extract<
  { [F in keyof Of]: (typeof wireKinds)[Of[F]["type"]] extends Kind ? Of[F]["key"] : never }[keyof Of],
  string
>;

function keysIn<Of extends AttributeTable, Kind extends WireKind>(table: Of, kind: Kind): KeyIn<Of, Kind>[] {
  const rows = Object.values(table).filter(({ type }) => wireKinds[type] === kind);
  const isOfKind = (key: string): key is KeyIn<Of, Kind> => rows.some((row) => row.key === key);
  return rows.map(({ key }) => key).filter(isOfKind);
}
