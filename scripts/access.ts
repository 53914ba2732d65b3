import { readFileSync } from "node:fs";
import type { Role } from "#lib/server/base/caller.ts";
import { listFiles } from "./list-files.ts";

/** From the lowest to the highest. */
export const roles = ["viewer", "operator", "admin"] as const satisfies readonly Role[];

/** `everybody` gets nothing of the jobs; with `own token` the route checks a credential of its own. */
export type Access = Role | "everybody" | "own token";

/** The pages and routes that do not ask for a session. One that neither asks nor is named here is an error. */
const openRoutes: Record<string, Access> = {
  "/login/page": "everybody",
  "/session/route": "everybody",
  "/session/end/route": "everybody",
  "/healthz/route": "everybody",
  "/readyz/route": "everybody",
  "/metrics/route": "own token",
  "/emulator/client/v4/[...path]/route": "own token",
};

/** Next's own: icons, and what is shown in place of a page. They read nothing. */
const builtIn: Record<string, Access> = {
  "/favicon.ico/route": "everybody",
  "/icon.svg/route": "everybody",
  "/opengraph-image.png/route": "everybody",
  "/_not-found/page": "everybody",
  "/_global-error/page": "everybody",
};

/** The lowest role that may call each server action, by the name that it is exported by. */
export function readActionRoles(): Record<string, Role> {
  const cases = listFiles("lib/server", /\.ts$/).flatMap((path) =>
    Array.from(
      readFileSync(path, "utf8").matchAll(/const (\w+Case) = defineUseCase\(\s*\{\s*name: "\w+",\s*role: "(\w+)"/g),
      ([, useCase = "", role]) => [useCase, roleOf(role, path)] as const,
    ),
  );
  const roleByCase = new Map(cases);
  if (roleByCase.size !== cases.length) throw new Error("Two use cases have the same name.");
  const action = /^export const (\w+) = defineAction\((\w+)\);$/gm;
  const lines = listFiles("app/actions", /\.ts$/).flatMap((path) =>
    Array.from(readFileSync(path, "utf8").matchAll(action), ([, name = "", useCase = ""]): [string, Role] => [
      name,
      roleOf(roleByCase.get(useCase), `${path}: ${useCase}`),
    ]),
  );
  return Object.fromEntries(lines.sort(([a], [b]) => a.localeCompare(b)));
}

/** Who may open each page and call each route, by Next's name for it (`/rotate/page`). */
export function readRouteAccess(): Record<string, Access> {
  const files = listFiles("app", /\/(?:page|route)\.tsx?$/);
  const own = files.map((path): [string, Access] => {
    const route = path.replace(/^app/, "").replace(/\.tsx?$/, "");
    const access = openRoutes[route] ?? findRole(path);
    if (!access) throw new Error(`${path} asks for no role. Call authorisePage, or name it in scripts/access.ts.`);
    return [route, access];
  });
  return { ...Object.fromEntries(own), ...builtIn };
}

/** The role that a page asks for, or a route's handler. */
function findRole(path: string): Role | undefined {
  const asked =
    /authorisePage\("(\w+)"\)|admit\([^,;]*, "(\w+)"|define(?:Operation|Query)Case\(\s*\{[^}]*?role: "(\w+)"/g;
  const texts = path.includes("/route.") ? readHandlers(path) : [readFileSync(path, "utf8")];
  const found = texts.flatMap((text) =>
    Array.from(text.matchAll(asked), ([, page, route, operation]) => page ?? route ?? operation),
  );
  if (found.length > 1) throw new Error(`${path} asks for more than one role.`);
  return found.length === 0 ? undefined : roleOf(found[0], path);
}

/** The files of lib/server that a route takes its handler from. */
function readHandlers(path: string): string[] {
  const source = readFileSync(path, "utf8");
  // A second handler would be open, or have a role that the table does not show.
  const handlers = source.match(/\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g) ?? [];
  if (handlers.length !== 1) throw new Error(`${path} must export one handler, not ${handlers.join(", ") || "none"}.`);
  return Array.from(source.matchAll(/from "#(lib\/server\/[\w/-]+\.ts)"/g), ([, imported = ""]) =>
    readFileSync(imported, "utf8"),
  );
}

function roleOf(text: string | undefined, path: string): Role {
  const role = roles.find((each) => each === text);
  if (!role) throw new Error(`${path}: "${text}" is not a role.`);
  return role;
}

/** The lines of docs/access.md, which a person has reviewed: what the code must do. */
export function readAccessTable(): { actions: Record<string, Role>; routes: Record<string, Access> } {
  const rows = Array.from(
    readFileSync("docs/access.md", "utf8").matchAll(/^\| `([^`]+)` +\| ([\w ]+?) +\| ([\w ]+?) +\|$/gm),
    ([, what = "", kind = "", access = ""]) => ({ what, kind, access }),
  );
  const actions = rows.filter(({ kind }) => kind === "server action");
  const routes = rows.filter(({ kind }) => kind !== "server action");
  const openly = ["everybody", "own token"] as const;
  return {
    actions: Object.fromEntries(actions.map(({ what, access }) => [what, roleOf(access, what)])),
    routes: Object.fromEntries(
      routes.map(({ what, access }) => [what, openly.find((each) => each === access) ?? roleOf(access, what)]),
    ),
  };
}

/** docs/access.md: what each role may do, for people who review a change of it. */
export function writeAccessTable(): string {
  const rows = [
    ...Object.entries(readRouteAccess()).map(([route, access]) => [`\`${route}\``, "page or route", access]),
    ...Object.entries(readActionRoles()).map(([name, role]) => [`\`${name}\``, "server action", role]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...[...rows, header].map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return `${intro}\n${[line(header), rule, ...rows.map(line)].join("\n")}\n`;
}

const header = ["What", "Kind", "Lowest role"];
const intro = `# Access

Written from the code by \`npx vitest run scripts/access.test.ts -u\`. The end-to-end tests call each line as every role, with and without the proxy. A higher role may do what a lower one may: viewer, operator, admin. \`everybody\` is answered without a session and gets nothing of the jobs; \`own token\` is a route with its own credential.
`;
