// Copies what `STANDALONE=1 next build` built, and what it omits, into one folder: `node scripts/standalone.mjs /app`.
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";

const [target] = process.argv.slice(2);
const built = join(".next", "standalone");
if (!target || !existsSync(built)) {
  console.error("headgate: usage: STANDALONE=1 node scripts/ensure.mjs build && node scripts/standalone.mjs <folder>");
  process.exit(1);
}
// Links to packages are relative; absolute ones would point back here.
cpSync(built, target, { recursive: true, verbatimSymlinks: true });
// The image optimizer is off, so its library is not needed.
for (const name of ["sharp", "@img"]) rmSync(join(target, "node_modules", name), { recursive: true, force: true });
cpSync(join(".next", "static"), join(target, ".next", "static"), { recursive: true });
cpSync("public", join(target, "public"), { recursive: true });
for (const name of ["start.mjs", "http-server.mjs"]) cpSync(join("scripts", name), join(target, "scripts", name));
