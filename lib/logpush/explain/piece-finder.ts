import type { DestinationPiece } from "./split-destination.ts";

/** The index of the piece that a form path, or a kind of piece, refers to. */
export type Find = (at: string) => number | undefined;

export function pieceFinder(pieces: DestinationPiece[]): Find {
  const indices = new Map<string, number>();
  const note = (key: string, index: number) => indices.has(key) || indices.set(key, index);
  for (const [index, { kind, place }] of pieces.entries()) {
    if (place === undefined) note(kind, index);
    else {
      note(`query.${place}.${kind.endsWith("-value") ? "value" : kind.endsWith("-name") ? "name" : kind}`, index);
      if (kind.endsWith("-name") || kind.endsWith("-value")) note(`query.${place}`, index);
    }
  }
  return (at) => indices.get(at) ?? indices.get(at.replace(/\.(?:name|value)$/, ""));
}
