import "server-only";
import { insertChain, streamChain, streamEntries } from "#lib/store/audit.ts";
import { addOpenIntents } from "#lib/store/open-intents.ts";
import { type LegacyFile, LegacyFileError } from "../base/legacy-file.ts";
import { readChain, sealJson, writeLine } from "./chain.ts";
import type { Line } from "./entry.ts";
import { listOpenIntents } from "./open-changes.ts";
import { type AuditKeys, fileChain } from "./sealed-entry.ts";

/**
 * The audit log of versions before the store. Its whole lines become the chain `file`, byte for byte; half lines that a
 * crash left are dropped.
 */
export function legacyAudit(readKeys: () => AuditKeys): LegacyFile {
  return {
    name: "audit.jsonl",
    takeOver: async (db, text) => {
      const { lines, jsons, broken } = readChain(readKeys(), text);
      const [first] = broken;
      if (first !== undefined) {
        throw new LegacyFileError(`line ${first} was changed, follows a gap, or was sealed with another key`);
      }
      const isTaken = await db.selectFrom("chain_head").select("n").where("chain", "=", fileChain).executeTakeFirst();
      if (isTaken && lines.length > 0) throw new LegacyFileError("the database already holds the lines of such a file");
      await insertChain(
        db,
        fileChain,
        lines.map(({ ts, mac }, index) => {
          const at = Date.parse(ts);
          if (Number.isNaN(at)) throw new LegacyFileError(`whole line ${index + 1} has no time`);
          return { chain: fileChain, n: index + 1, at, entry: jsons[index] ?? "", mac };
        }),
      );
      const places = new Map(lines.map((line, index) => [line, index + 1]));
      const placeOf = (line: Line) => places.get(line) ?? 0;
      await addOpenIntents(
        db,
        listOpenIntents(lines).map((line) => ({ id: line.id, chain: fileChain, n: placeOf(line) })),
      );
    },
    write: async (db) => {
      const [key] = readKeys();
      let text = "";
      let before = "";
      for await (const entries of streamChain(db, fileChain)) {
        for (const { entry, mac } of entries) {
          text += writeLine(entry, mac);
          before = mac;
        }
      }
      for await (const entries of streamEntries(db)) {
        for (const { chain, entry } of entries) {
          if (chain === fileChain) continue;
          const line = sealJson(key, entry, before);
          text += line.text;
          before = line.mac;
        }
      }
      return text === "" ? undefined : text;
    },
  };
}
