import { execFileSync } from "node:child_process";
import dns from "node:dns";
import { expect, test } from "vitest";

/** Prints, as JSON, what is left of the machine's settings: in the process itself, and in what `cleanEnv` passes on. */
const program = `
import { cleanEnv, forgetHost } from "./scripts/clean-env.mjs";
import { accessSync, constants } from "node:fs";
const handed = cleanEnv();
forgetHost();
const shown = (env) => Object.entries(env).filter(([name, value]) => !/^(?:HOME|PATH|NODE_ENV)$/.test(name) && value !== "");
accessSync(process.env.HOME, constants.W_OK);
accessSync(handed.HOME, constants.W_OK);
const date = new Date(0).toString();
console.log(JSON.stringify({ own: shown(process.env).sort(), handed: shown(handed).sort(), date }));
`;

const fixed = [
  ["LC_ALL", "C.UTF-8"],
  ["TZ", "UTC"],
];

test.each<[title: string, env: Record<string, string>]>([
  ["nothing", {}],
  [
    "a time zone and language",
    { TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", LC_TIME: "tr_TR" },
  ],
  ["a home that does not exist", { TZ: "America/St_Johns", LANG: "C", HOME: "/dev/null/home" }],
  ["proxies", { HTTPS_PROXY: "http://127.0.0.1:1", http_proxy: "http://127.0.0.1:1", NO_PROXY: "*", all_proxy: "x" }],
  ["options of Node.js", { NODE_OPTIONS: "--no-warnings", NODE_USE_ENV_PROXY: "1" }],
  ["startup files of shells and Python", { BASH_ENV: "/x", ENV: "/x", CDPATH: "/", PYTHONPATH: "/x" }],
])("tests do not see the machine's settings: %s", (_title, env) => {
  const args = ["--input-type=module", "--eval", program];
  const { own, handed, date } = JSON.parse(
    execFileSync(process.execPath, args, { env: { NODE_ENV: "test", ...env }, encoding: "utf8" }),
  );
  expect(own).toEqual(fixed);
  expect(handed).toEqual(fixed);
  expect(date).toContain("00:00:00 GMT+0000");
});

test("reserved names resolve as RFC 6761 requires, whatever the network answers", async () => {
  await expect(dns.promises.lookup("api.headgate.invalid")).rejects.toMatchObject({ code: "ENOTFOUND" });
  expect(await dns.promises.lookup("localhost")).toEqual({ address: "127.0.0.1", family: 4 });
  expect(await dns.promises.lookup("LOCALHOST.", { all: true })).toEqual([{ address: "127.0.0.1", family: 4 }]);
  const [error, ...answer] = await new Promise<unknown[]>((resolve) => {
    dns.lookup("localhost", (...given) => resolve(given));
  });
  expect([error, answer]).toEqual([null, ["127.0.0.1", 4]]);
});

test("this worker runs in UTC", () => {
  expect([process.env.TZ, new Date(0).getTimezoneOffset()]).toEqual(["UTC", 0]);
});
