import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "./list-files.ts";

/** Which room imports which: code only, tests and their helpers aside. */
export type RoomGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** The room of a file: a folder of the repository, and below lib one of its own folders. */
function folderOf(path: string): string {
  const parts = path.split("/");
  return parts[0] === "lib" ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

/** The room of a file in lib/server; what is directly in lib/server starts everything, or shows it. */
function serverRoomOf(path: string): string | undefined {
  const [, , room, ...rest] = path.split("/");
  if (!path.startsWith("lib/server/")) return undefined;
  return rest.length > 0 ? room : "start";
}

export function readFolderGraph(): RoomGraph {
  return readGraph(["app", "cli", "components", "lib"], folderOf);
}

export function readServerGraph(): RoomGraph {
  return readGraph(["lib/server"], serverRoomOf);
}

function readGraph(folders: string[], roomOf: (path: string) => string | undefined): RoomGraph {
  const graph = new Map<string, Set<string>>();
  for (const path of folders.flatMap(listSources)) {
    const room = roomOf(path);
    if (room === undefined) continue;
    const targets = graph.get(room) ?? new Set<string>();
    graph.set(room, targets);
    // `typeof import("...")` names a type and loads nothing.
    for (const [, specifier = ""] of readFileSync(path, "utf8").matchAll(
      /(?:\bfrom |^import |(?<!typeof )\bimport\()"([#.][^"]+)"/gm,
    )) {
      const target = specifier.startsWith("#") ? specifier.slice(1) : join(dirname(path), specifier);
      const targetRoom = roomOf(target);
      if (targetRoom !== undefined && targetRoom !== room) targets.add(targetRoom);
    }
  }
  return graph;
}

function listSources(folder: string): string[] {
  return listFiles(folder, /\.tsx?$/).filter((path) => !/\.test\.|\/testing\/|test-kit|\.fixture\./.test(path));
}

/** The rooms from the top down. Throws on a circle, and names it. */
export function layersOf(graph: RoomGraph): string[][] {
  const depths = new Map<string, number>();
  const depthOf = (room: string, above: string[]): number => {
    if (above.includes(room)) throw new Error(`The rooms ${[...above, room].join(" -> ")} form a circle.`);
    const known = depths.get(room);
    if (known !== undefined) return known;
    const below = Array.from(graph.get(room) ?? [], (target) => depthOf(target, [...above, room]));
    const depth = Math.max(-1, ...below) + 1;
    depths.set(room, depth);
    return depth;
  };
  for (const room of graph.keys()) depthOf(room, []);
  const layers: string[][] = [];
  for (const [room, depth] of depths) layers[depth] = [...(layers[depth] ?? []), room].sort();
  return layers.reverse();
}

/** The arrows that no other path implies, so that a picture stays readable. */
export function reduceArrows(graph: RoomGraph): [from: string, to: string][] {
  const reaches = (from: string, to: string): boolean =>
    Array.from(graph.get(from) ?? []).some((next) => next === to || reaches(next, to));
  return Array.from(graph).flatMap(([from, targets]) =>
    Array.from(targets)
      .filter((to) => !Array.from(targets).some((other) => other !== to && reaches(other, to)))
      .sort()
      .map((to): [string, string] => [from, to]),
  );
}

/** docs/rooms.md: the two pictures, in Mermaid. */
export function writeRooms(): string {
  return `# Rooms

Drawn from the imports by \`npx vitest run scripts/rooms.test.ts -u\`. An arrow means "imports"; arrows that follow from others are left out. \`biome.json\` enforces the walls.

## The repository

${draw(readFolderGraph())}

## lib/server

${draw(readServerGraph())}
`;
}

function draw(graph: RoomGraph): string {
  const idOf = (room: string) => room.replace(/\W/g, "_");
  const rows = layersOf(graph).map((rooms) => rooms.map((room) => `${idOf(room)}["${room}"]`).join(" ~~~ "));
  const arrows = reduceArrows(graph).map(([from, to]) => `${idOf(from)} --> ${idOf(to)}`);
  return ["```mermaid", "flowchart TD", ...[...rows, ...arrows].map((line) => `  ${line}`), "```"].join("\n");
}
