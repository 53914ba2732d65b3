import "server-only";

/** A setting that Headgate does not start with: one line that names the variable and the fix, never its value. */
export class StartupError extends Error {
  readonly variable: string;

  constructor(variable: string, problem: string, fix: string) {
    super(`${variable} ${problem}. ${fix}`);
    this.name = "StartupError";
    this.variable = variable;
  }
}

/** sysexits.h EX_CONFIG: tells a supervisor that starting again does not help. */
export const configExitCode = 78;

/** `localhost`, 127.0.0.0/8 and ::1, with or without brackets. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** An http or https address on this machine, without user name, query or fragment. */
export function isLoopbackUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  const isPlain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return isPlain && isLoopbackHost(url.hostname);
}
