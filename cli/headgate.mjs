#!/usr/bin/env node
// The `bin` of package.json: starts the command line from any folder, with the conditions that its modules need.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const loader = import.meta.resolve("tsx");
const args = [
  "--conditions",
  "react-server",
  "--import",
  loader,
  join(folder, "headgate.ts"),
  ...process.argv.slice(2),
];
const child = spawn(process.execPath, args, {
  cwd: dirname(folder),
  env: { ...process.env, INIT_CWD: process.cwd() },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.once("close", (code) => process.exit(code ?? 1));
