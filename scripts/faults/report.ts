import { mostIn } from "./checks.ts";

/** One thing that a run measured, and whether it is as it must be. `isFine` is absent for what is only a report. */
export type Finding = { what: string; measured: string; bar: string; isFine?: boolean };

/** Prints the table; true if everything is as it must be. */
export function report(title: string, findings: Finding[]): boolean {
  console.log(`\n${title}`);
  console.table(
    findings.map(({ what, measured, bar, isFine }) => ({
      what,
      measured,
      bar,
      "": isFine === undefined ? "" : isFine ? "ok" : "VIOLATED",
    })),
  );
  return findings.every(({ isFine }) => isFine !== false);
}

/** A list that must be empty. */
export function none(what: string, found: string[]): Finding {
  const shown = found.slice(0, 5).join("; ");
  return {
    what,
    measured: found.length === 0 ? "0" : `${found.length}: ${shown}`,
    bar: "0",
    isFine: found.length === 0,
  };
}

/** The calls of all servers together in any five minutes. */
export function callsInWindow(times: number[]): Finding {
  const most = mostIn(times, 300_000);
  return {
    what: "calls to Cloudflare in any five minutes",
    measured: String(most),
    bar: "at most 1000",
    isFine: most <= 1000,
  };
}
