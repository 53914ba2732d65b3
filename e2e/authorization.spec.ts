import { readFileSync } from "node:fs";
import type { Role } from "#lib/server/base/caller.ts";
import { readAccessTable, roles } from "../scripts/access.ts";
import { actionHeaders, type BuiltAction, listBuiltActions } from "../scripts/built-actions.ts";
import { startApp } from "../scripts/serve.mjs";
import { copyWithoutProxy } from "./app-without-proxy.ts";
import { expect, test } from "./fixtures.ts";
import { passwordOf, passwordSettings, signInOverHttp } from "./sign-in.ts";

/** From the reviewed table, not from the code: scripts/access.test.ts compares the two. */
const { actions: actionRoles, routes: routeAccess } = readAccessTable();

const jobPath = "/zones/b206d08237cf5041bd16ec7d4a733d72/jobs/1001";
const writes = new Set(["/deliveries/test/route"]);
/** Names of seed jobs and their receivers: an answer that contains one contains data. */
const data = /account-audit|burrito-requests|receiver\.headgate\.test\/seed/;

function builtRoutes(run: string): { route: string; path: string }[] {
  const manifest = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8"));
  return Object.keys(manifest).map((route) => {
    const path = route
      .replace(/\/(?:page|route)$/, "")
      .replace("/[scopeKind]/[scopeId]/jobs/[jobId]", jobPath)
      .replace("/runs/[id]", `/runs/${run}`)
      .replace("[...path]", "zones");
    return { route, path: path || "/" };
  });
}

type Callers = Record<"anonymous" | "signed out" | Role, string>;

async function makeCallers(origin: string): Promise<Callers> {
  const [viewer, operator, admin, ended] = await Promise.all(
    [...roles, "admin"].map((role) => signInOverHttp(origin, passwordOf(role))),
  );
  const cookie = ended ?? "";
  const end = await fetch(`${origin}/session/end`, { method: "POST", headers: { origin, cookie } });
  expect(end.status).toBe(200);
  return { anonymous: "", "signed out": cookie, viewer: viewer ?? "", operator: operator ?? "", admin: admin ?? "" };
}

function mayCall(caller: string, needed: Role): boolean {
  return roles.slice(roles.indexOf(needed)).some((role) => role === caller);
}

/** No action accepts this input. A caller who may call the action gets an error about it, and nothing happens. */
const wrongInput = ["a text"];

function callAction(
  origin: string,
  { id, path }: BuiltAction,
  headers: Record<string, string>,
  input: unknown[] = wrongInput,
) {
  return fetch(`${origin}${path}`, {
    method: "POST",
    headers: { origin, ...actionHeaders({ id }), ...headers },
    body: JSON.stringify(input),
  });
}

/** The id of a run that is planned and not applied. */
async function planRun(origin: string, actions: BuiltAction[], cookie: string): Promise<string> {
  const action = actions.find(({ name }) => name === "createRun");
  const [, scopeKind, scopeId, , jobId] = jobPath.split("/");
  const input = { kind: "disable", refs: [{ scopeKind, scopeId, jobId: Number(jobId) }] };
  const answer = action && (await (await callAction(origin, action, { cookie }, [input])).text());
  const id = /"id":"([^"]+)"/.exec(answer ?? "")?.[1];
  if (!id) throw new Error(`No run was planned: ${answer}`);
  return id;
}

for (const proxy of ["with", "without"]) {
  test(`every action and route refuses callers without the role, ${proxy} the proxy`, async () => {
    test.slow();
    const copy = proxy === "without" ? copyWithoutProxy() : undefined;
    const app = await startApp(passwordSettings, copy);
    try {
      const { headers } = await fetch(app.origin);
      expect(headers.has("content-security-policy")).toBe(proxy === "with");
      const callers = await makeCallers(app.origin);

      const actions = listBuiltActions();
      expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(actionRoles).sort());
      // The callers of one action at the same time: none of the answers depends on another.
      for (const action of actions) {
        const byCaller = Object.entries(callers).map(async ([caller, cookie]) => {
          const title = `${action.name} by ${caller}`;
          const response = await callAction(app.origin, action, { cookie });
          const text = await response.text();
          if (mayCall(caller, actionRoles[action.name] ?? "admin")) {
            expect(response.status, title).toBe(200);
            expect(text, title).toContain(actionAnswer(action.name));
          } else {
            expect(response.status, title).toBeGreaterThanOrEqual(400);
            expect(text, title).toMatch(/E_SIGN_IN|E_ROLE/);
            expect(text, title).not.toMatch(data);
          }
        });
        // The admin's own browser, with a request from a page of another site.
        const foreign = ["https://evil.example", "null"].map(async (origin) => {
          const response = await callAction(app.origin, action, { cookie: callers.admin, origin });
          expect(response.status, `${action.name} from ${origin}`).toBeGreaterThanOrEqual(400);
          expect(await response.text()).not.toMatch(data);
        });
        await Promise.all([...byCaller, ...foreign]);
      }

      const routes = builtRoutes(await planRun(app.origin, actions, callers.admin));
      expect(routes.map(({ route }) => route).sort()).toEqual(Object.keys(routeAccess).sort());
      for (const { route, path } of routes) {
        const needed = routeAccess[route] ?? "admin";
        const byCaller = Object.entries(callers).map(async ([caller, cookie]) => {
          const title = `${route} by ${caller}`;
          const isWrite = writes.has(route);
          const response = await fetch(`${app.origin}${path}`, {
            method: isWrite ? "POST" : "GET",
            headers: { cookie, ...(isWrite ? { origin: app.origin } : {}) },
            redirect: "manual",
          });
          if (needed !== "everybody" && needed !== "own token" && mayCall(caller, needed)) {
            expect([200, ...(isWrite ? [400] : [])], title).toContain(response.status);
            await response.body?.cancel();
            return;
          }
          const text = await response.text();
          expect(text, title).not.toMatch(data);
          if (needed !== "everybody") expect(response.status, title).toBeGreaterThanOrEqual(400);
        });
        await Promise.all(byCaller);
      }
    } finally {
      await app.stop();
      copy?.remove();
    }
  });
}

/** An action's answer to a text in place of its input. Actions without input run. */
function actionAnswer(name: string): string {
  return ["watchJobs", "exportJobs", "clearReceived", "sendTest"].includes(name) ? '"ok":' : "E_INPUT";
}
