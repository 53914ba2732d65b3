// Reads a password without showing it, and prints its hash for HEADGATE_PASSWORD_HASH.
import { createInterface } from "node:readline";
import { hashPassword } from "#lib/server/auth/password-hash.ts";

const least = 12;

/** From a terminal, with nothing echoed; or the first line of what is piped in. */
async function readSecretLine(): Promise<string> {
  const { stdin, stderr } = process;
  if (stdin.isTTY) stderr.write("Password: ");
  const lines = createInterface({ input: stdin, terminal: Boolean(stdin.isTTY) });
  for await (const line of lines) {
    lines.close();
    if (stdin.isTTY) stderr.write("\n");
    return line;
  }
  return "";
}

const password = await readSecretLine();
if (password.length < least) {
  console.error(`headgate: the password is shorter than ${least} characters. Several words make a good one.`);
  process.exit(1);
}
console.log(await hashPassword(password));
