import { readFileSync } from "node:fs";

/** A server action of the build in `.next`, and the path of a page that calls it. */
export type BuiltAction = { id: string; name: string; path: string };

/** A job of the emulator, for actions that only the page of a job has. */
const seedJob = "zones/b206d08237cf5041bd16ec7d4a733d72/jobs/1001";

export function listBuiltActions(): BuiltAction[] {
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.entries<{ exportedName: string; workers: object }>(node).map(([id, { exportedName, workers }]) => {
    // Next's own pages, such as the one for addresses that are not there, have the actions of the layout too.
    const pages = Object.keys(workers).filter((worker) => !worker.includes("/_"));
    const page = pages.find((worker) => !worker.includes("[")) ?? pages[0] ?? "";
    const path = page.replace(/^app/, "").replace(/\/page$/, "") || "/";
    return { id, name: exportedName, path: path.replace("[scopeKind]/[scopeId]/jobs/[jobId]", seedJob) };
  });
}

/** Throws if the build has no action of this name. */
export function findBuiltAction(name: string): BuiltAction {
  const found = listBuiltActions().find((action) => action.name === name);
  if (!found) throw new Error(`The build has no action ${name}.`);
  return found;
}

/** The headers of a call of an action, as Next's client sends them, without those that a browser adds. */
export function actionHeaders({ id }: Pick<BuiltAction, "id">) {
  return { "next-action": id, accept: "text/x-component", "content-type": "text/plain;charset=UTF-8" };
}
