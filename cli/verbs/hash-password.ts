import { createInterface } from "node:readline";
import { hashPassword } from "#lib/server/base/password-hash.ts";
import { CliError, type Run, toJson } from "../verb.ts";

const least = 12;

export const runHashPassword: Run = async (_args, values, { print }) => {
  const password = await readSecretLine();
  if (password.length < least) {
    throw new CliError(`the password has fewer than ${least} characters. Use several words.`);
  }
  const hash = await hashPassword(password);
  print(values.json ? toJson({ hash }) : hash);
  return 0;
};

/** From a terminal without echo, or the first line of piped input. */
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
