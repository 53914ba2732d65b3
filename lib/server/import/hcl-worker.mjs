// The thread that runs HashiCorp's parser. Plain JavaScript, because Node.js starts it without a loader, both from the
// sources and from the build. hcl-parser.ts describes the messages.
import { parentPort } from "node:worker_threads";
import { getExpressionAst, parse } from "@cdktn/hcl2json";
import { listExpression, listTemplates, readExpressions } from "./hcl-templates.mjs";

/** The number of parser runs for the expressions of one text. */
const maxRuns = 5;
/** Deeper than any job. The message to the main thread and the answer to the browser are written recursively. */
const maxDepth = 64;

async function read(text) {
  let config;
  try {
    config = await parse("pasted", text);
  } catch (error) {
    parentPort.postMessage({ fault: error instanceof Error ? error.message : "" });
    return;
  }
  if (!isShallow(config)) {
    parentPort.postMessage({ fault: "" });
    return;
  }
  // First, so that the main thread has it even if the rest takes too long.
  parentPort.postMessage({ config });
  parentPort.postMessage({ expressions: Object.fromEntries(await readAll(listTemplates(config), { left: maxRuns })) });
}

/**
 * The expressions by template. If the parser refuses one, its half of the list is lost; the halves are split a few
 * times.
 */
async function readAll(templates, runs) {
  if (templates.length === 0 || runs.left === 0) return [];
  runs.left -= 1;
  try {
    const source = listExpression(templates);
    const expressions = readExpressions(await getExpressionAst("pasted", source), source);
    return expressions.length === templates.length ? templates.map((text, place) => [text, expressions[place]]) : [];
  } catch {
    if (templates.length === 1) return [];
    const half = Math.ceil(templates.length / 2);
    return [...(await readAll(templates.slice(0, half), runs)), ...(await readAll(templates.slice(half), runs))];
  }
}

function isShallow(config) {
  let level = [config];
  for (let depth = 0; depth < maxDepth; depth += 1) {
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
    if (level.length === 0) return true;
  }
  return false;
}

parentPort.on("message", (text) => void read(text));
// The parser is ready once it has parsed something.
await parse("pasted", "");
parentPort.postMessage({ isReady: true });
