import { existsSync, readdirSync, readFileSync } from "node:fs";

export const roles = ["viewer", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

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
  const roleByCase = new Map(
    listFiles("lib/server", /\.ts$/).flatMap((path) =>
      Array.from(
        readFileSync(path, "utf8").matchAll(/const (\w+Case) = defineUseCase\(\s*\{\s*name: "\w+",\s*role: "(\w+)"/g),
        ([, useCase = "", role]) => [useCase, roleOf(role, path)] as const,
      ),
    ),
  );
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
  const source = readFileSync(path, "utf8");
  const imports = Array.from(source.matchAll(/from "#(lib\/server\/[\w/-]+\.ts)"/g), ([, imported = ""]) => imported);
  const texts = path.includes("/route.")
    ? imports.filter(existsSync).map((file) => readFileSync(file, "utf8"))
    : [source];
  const asked = /authorisePage\("(\w+)"\)|admit\([^;]*?, "(\w+)"|defineOperationCase\(\s*\{[^}]*?role: "(\w+)"/;
  const found = texts.map((text) => asked.exec(text)).find((match) => match !== null);
  return found ? roleOf(found[1] ?? found[2] ?? found[3], path) : undefined;
}

function listFiles(folder: string, form: RegExp): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter((path) => form.test(path))
    .sort();
}

function roleOf(text: string | undefined, path: string): Role {
  const role = roles.find((each) => each === text);
  if (!role) throw new Error(`${path}: "${text}" is not a role.`);
  return role;
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
