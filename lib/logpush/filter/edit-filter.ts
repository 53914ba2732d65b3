import { type FilterNode, type FilterPath, type Group, isGroup } from "./filter-node.ts";

/** A changed filter, and the new path of the part that the change was about. */
export type Edit = { root: Group; path: FilterPath };

export function nodeAt(root: Group, path: FilterPath): FilterNode | undefined {
  return path.reduce<FilterNode | undefined>(
    (node, place) => (node && isGroup(node) ? node.children[place] : undefined),
    root,
  );
}

/** The filter with one part replaced. A path that leads nowhere changes nothing. */
export function replaceAt(root: Group, path: FilterPath, node: FilterNode): Group {
  const [place, ...below] = path;
  if (place === undefined) return isGroup(node) ? node : root;
  const child = root.children[place];
  if (child === undefined) return root;
  const replaced = below.length === 0 ? node : isGroup(child) ? replaceAt(child, below, node) : child;
  return { ...root, children: root.children.with(place, replaced) };
}

/** Appends a part to the group at `path`. */
export function appendTo(root: Group, path: FilterPath, node: FilterNode): Edit {
  const group = nodeAt(root, path);
  return insertAt(root, [...path, group && isGroup(group) ? group.children.length : 0], node);
}

/**
 * The path that is removed along with the part at `path`: the part itself, or the outermost group that would be empty
 * without it. The top group stays.
 */
export function pathToRemove(root: Group, path: FilterPath): FilterPath {
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(root, parentPath);
  const isOnly = parent && isGroup(parent) && parent.children.length === 1;
  return isOnly && parentPath.length > 0 ? pathToRemove(root, parentPath) : path;
}

/** Removes a part, and each group that is empty without it. The top one may be left empty. */
export function removeAt(root: Group, path: FilterPath): Group {
  const going = nodeAt(root, path) ? pathToRemove(root, path) : [];
  const parentPath = going.slice(0, -1);
  const parent = nodeAt(root, parentPath);
  const place = going.at(-1);
  if (!parent || !isGroup(parent) || place === undefined) return root;
  return replaceAt(root, parentPath, { ...parent, children: parent.children.toSpliced(place, 1) });
}

/** Moves a part one step up or down in reading order, into and out of groups; undefined at the end of the filter. */
export function moveAt(root: Group, path: FilterPath, direction: "up" | "down"): Edit | undefined {
  const node = nodeAt(root, path);
  const place = path.at(-1);
  if (!node || place === undefined) return undefined;
  const parentPath = path.slice(0, -1);
  const neighbor = nodeAt(root, [...parentPath, direction === "up" ? place - 1 : place + 1]);
  if (neighbor) return passNeighbor(root, path, direction);
  const parentPlace = parentPath.at(-1);
  if (parentPlace === undefined) return undefined;
  const outside = [...parentPath.slice(0, -1), direction === "up" ? parentPlace : parentPlace + 1];
  const inserted = insertAt(root, outside, node).root;
  if (direction === "up") {
    const moved = [...parentPath.slice(0, -1), parentPlace + 1, place];
    return { root: removeAt(inserted, moved), path: outside };
  }
  // A group is removed along with its only part, and the parts after it move up by one.
  const parent = nodeAt(root, parentPath);
  const isGone = parent && isGroup(parent) && parent.children.length === 1;
  return { root: removeAt(inserted, path), path: isGone ? parentPath : outside };
}

function passNeighbor(root: Group, path: FilterPath, direction: "up" | "down"): Edit | undefined {
  const parentPath = path.slice(0, -1);
  const place = path.at(-1) ?? 0;
  const node = nodeAt(root, path);
  const neighbor = nodeAt(root, [...parentPath, direction === "up" ? place - 1 : place + 1]);
  if (!node || !neighbor) return undefined;
  const rest = removeAt(root, path);
  // Without the part, the neighbor below has the part's index.
  const neighborPath = [...parentPath, direction === "up" ? place - 1 : place];
  if (!isGroup(neighbor)) return insertAt(rest, [...parentPath, direction === "up" ? place - 1 : place + 1], node);
  return direction === "up" ? appendTo(rest, neighborPath, node) : insertAt(rest, [...neighborPath, 0], node);
}

function insertAt(root: Group, path: FilterPath, node: FilterNode): Edit {
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(root, parentPath);
  if (!parent || !isGroup(parent)) return { root, path };
  return {
    root: replaceAt(root, parentPath, { ...parent, children: parent.children.toSpliced(path.at(-1) ?? 0, 0, node) }),
    path,
  };
}
