import { readFileSync } from "node:fs";

/** Resident memory of a process in megabytes; only Linux reports it this way. */
export function residentMb(pid) {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return (pages * 4096) / 1e6;
}
