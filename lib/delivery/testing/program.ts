import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** A third-party server program that runs for a test. */
export type Program = { stop(): Promise<void> };

type Start = { command: string; args: string[]; env?: NodeJS.ProcessEnv; port: number };

/** Starts a program and resolves when its port accepts connections. */
export async function startProgram({ command, args, env = process.env, port }: Start): Promise<Program> {
  const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    output = (output + chunk).slice(-2000);
  });
  for (let tries = 0; !(await canConnect(port)); tries++) {
    if (child.exitCode !== null || tries > 400) throw new Error(`${command} did not start: ${output}`);
    await wait(25);
  }
  return { stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
