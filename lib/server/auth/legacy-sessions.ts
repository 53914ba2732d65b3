import "server-only";
import * as z from "zod/mini";
import { type LegacyFile, LegacyFileError } from "../base/legacy-file.ts";
import { callerSchema } from "./session-store.ts";

const recordSchema = z.extend(callerSchema, { realm: z.string(), startedAt: z.number(), usedAt: z.number() });
const fileSchema = z.object({ version: z.literal(1), sessions: z.record(z.string(), recordSchema) });

/** The sessions of versions before the store, so that an update signs nobody out. */
export const legacySessions: LegacyFile = {
  name: "sessions.json",
  async takeOver(db, text) {
    const { sessions } = parse(text);
    const rows = Object.entries(sessions).map(([key, { realm, startedAt, usedAt, ...caller }]) => ({
      id: key,
      realm,
      caller: JSON.stringify(caller),
      started_at: startedAt,
      used_at: usedAt,
    }));
    if (rows.length === 0) return;
    await db
      .insertInto("session")
      .values(rows)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  },
  async write(db) {
    const rows = await db.selectFrom("session").selectAll().execute();
    if (rows.length === 0) return undefined;
    const sessions = Object.fromEntries(
      rows.map(({ id, realm, caller, started_at, used_at }) => [
        id,
        { ...z.parse(callerSchema, JSON.parse(caller)), realm, startedAt: started_at, usedAt: used_at },
      ]),
    );
    return `${JSON.stringify({ version: 1, sessions })}\n`;
  },
};

function parse(text: string): z.output<typeof fileSchema> {
  const parsed = z.safeParse(fileSchema, parseJson(text));
  if (!parsed.success) throw new LegacyFileError("it is damaged");
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
