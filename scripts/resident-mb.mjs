import { readFileSync } from "node:fs";

/** Memory that a process holds at the moment, in megabytes; Linux alone tells it this way. */
export function residentMb(pid) {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return (pages * 4096) / 1e6;
}
