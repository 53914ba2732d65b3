// The readers of pages load in a plain Node.js process: `server-only` throws outside Next's build.
import { register } from "node:module";

const hook = `export async function resolve(name, context, next) {
  return name === "server-only" ? { url: "data:text/javascript,", shortCircuit: true } : next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
