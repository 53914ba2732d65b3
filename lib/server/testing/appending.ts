// A separate process that adds entries to an audit log until it is killed. It prints the id of each that is stored.
import { auditOf, openTestStore } from "./test-audit.ts";

const [dataDir = "", name = ""] = process.argv.slice(2);
const audit = auditOf(await openTestStore(dataDir));
for (let count = 0; ; count += 1) {
  const id = `${name}-${count}`;
  await audit.append({ kind: "intent", id, actor: "local", action: "test", scope: "zones/1" });
  process.stdout.write(`${id}\n`);
}
