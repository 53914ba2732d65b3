import { parse } from "unbash";
import { isJsonObject } from "../job/job.ts";
import { parseJsonWithGaps } from "../json/parse-json.ts";
import { ok, type Result } from "../result.ts";
import { type HttpRequest, readCurlRequest } from "./curl-request.ts";
import { type FoundJob, type LeftOver, labelOf } from "./found-job.ts";
import { labelGap } from "./gap-reason.ts";
import { fillGaps, isGap, listGaps, markGap } from "./gaps.ts";
import { readHttpieRequest, readWgetRequest } from "./http-clients.ts";
import { importError } from "./import-error.ts";
import { findLogpushPath, markPathPlaceholders } from "./scope-path.ts";
import { listCommands, type ShellCommand } from "./shell-commands.ts";
import { continueLines, findCurlyQuote, joinOptions, unprompted } from "./shell-repairs.ts";
import { lineIn, listLineStarts } from "./shell-words.ts";

/** They print or set up something, and never contain a job. */
const quiet: ReadonlySet<string> = new Set("echo printf cat set cd true false exit sleep : [ test".split(" "));

const maxListed = 20;
const maxJobs = 200;

type Call = { command: ShellCommand; request: HttpRequest };

/**
 * Reads the jobs of all curl, wget and HTTPie commands that create or change one. The script is parsed, never run:
 * variables are filled in where it sets them, and everything else that only a shell knows becomes a gap.
 */
export function readCurl(pasted: string): Result<FoundJob[]> {
  const text = unprompted(pasted.replace(/\r\n?/g, "\n"));
  const windows = /[ \t]([\^`])[ \t]*\n/.exec(text)?.[1];
  if (windows !== undefined) return importError("E_IMPORT_WINDOWS", { sign: windows });
  const found = readScript(continueLines(text));
  if (found.ok) return found;
  const joined = joinOptions(text);
  const repaired = joined === text ? found : readScript(continueLines(joined));
  if (repaired.ok) return repaired;
  // Inside the body a quote is JSON's, and the error names it.
  const isOfJson =
    found.error.code === "E_IMPORT_JSON_BODY" && !/column 1 of the body: [‘-‟]/.test(found.error.message);
  const quote = isOfJson ? undefined : findCurlyQuote(text);
  return quote ? importError("E_IMPORT_QUOTE", quote) : found;
}

function readScript(text: string): Result<FoundJob[]> {
  // GitHub Actions fills these in before the shell reads the script.
  const workflow = text.replace(/\$\{\{[^{}\n]{1,200}\}\}/g, (reference) => markGap(reference));
  const source = markPathPlaceholders(workflow);
  const script = parse(source);
  const commands = listCommands(source, script);
  const [fault] = script.errors ?? [];
  const lineStarts = listLineStarts(source);
  const lineOf = (at: number) => lineIn(lineStarts, at);
  const line = lineOf(fault?.pos ?? 0);
  const shellError = fault ? importError("E_IMPORT_SHELL", { line, reason: fault.message }) : undefined;

  const loud = commands.filter(({ name }) => !quiet.has(name));
  const calls = commands.flatMap((command): Call[] => {
    const request = requestOf(command);
    return request && isJobRequest(request) ? [{ command, request }] : [];
  });
  const read = calls.map((call, place) => ({ ...call, found: jobOf(call.request, place + 1) }));
  const jobs = read.flatMap(({ command, found }) => (found.ok ? [{ command, job: found.value }] : []));
  const failed = read.flatMap(({ command, found }) => (found.ok ? [] : [{ command, error: found.error }]));
  const [first] = failed;
  // An unclosed quote breaks the body too, and is the more likely cause.
  if (jobs.length === 0) {
    return shellError ?? (first ? { ok: false, error: first.error } : importError("E_IMPORT_NO_REQUEST"));
  }
  const chosen = new Set(jobs.map(({ command }) => command));
  const unread = [
    ...(fault ? [{ what: `line ${line}`, why: `The shell cannot parse this line: ${fault.message}.` }] : []),
    ...failed.map(({ command, error }) => ({ what: placeOf(command, lineOf), why: error.message })),
  ];
  return ok(
    jobs.slice(0, maxJobs).map(({ command, job }) => {
      const others = loud.filter((other) => other !== command);
      return {
        ...job,
        ignored: [...job.ignored, ...ignoredCommands(others, chosen, lineOf)],
        unread: [...unread, ...job.unread],
      };
    }),
  );
}

function requestOf(command: ShellCommand): HttpRequest | undefined {
  const [client] = /(?:curl|wget|https?|xhs?)(?=(?:\.exe)?$)/.exec(command.name.replace(/^.*\//, "")) ?? [];
  if (client === undefined) return undefined;
  if (client === "curl") return readCurlRequest(command);
  return client === "wget" ? readWgetRequest(command) : readHttpieRequest(command);
}

/** An address that is only a variable may be the right one; the body then decides. */
function isJobRequest({ url, method, body }: HttpRequest): boolean {
  const isOfJobs = isGap(url) || findLogpushPath(url)?.isOfJobs === true;
  return body !== undefined && /^(?:POST|PUT|PATCH)$/.test(method) && isOfJobs;
}

function jobOf({ url, method, body = "", ignored, unread }: HttpRequest, place: number): Result<FoundJob> {
  if (isGap(body)) {
    return importError("E_IMPORT_BODY_ELSEWHERE", { source: listGaps(body).map(labelGap).join() });
  }
  const parsed = parseJsonWithGaps(body);
  if (!parsed.ok) return importError("E_IMPORT_JSON_BODY", parsed.fault);
  if (!isJsonObject(parsed.value)) return importError("E_IMPORT_NO_JOB");
  const { scope, jobId } = findLogpushPath(url) ?? {};
  const target: LeftOver[] =
    jobId === undefined
      ? []
      : [{ what: `job ${fillGaps(jobId)}`, why: "The command updates this job. The form creates a new one." }];
  return ok({
    label: labelOf(parsed.value, place),
    body: parsed.value,
    isWhole: method === "POST",
    ...(scope === undefined ? {} : { scope }),
    ignored: [...ignored, ...target],
    unread,
  });
}

type LineOf = (at: number) => number;

function placeOf({ name, at }: ShellCommand, lineOf: LineOf): string {
  const shown = fillGaps(name);
  // The answer of a command, pasted below it, is parsed as a command whose name is the whole text, including secrets.
  const isName = shown.length <= 60 && !/[{}[\]"\n]|:\/\//.test(shown);
  return `${isName ? shown : "other text"} in line ${lineOf(at)}`;
}

function ignoredCommands(commands: ShellCommand[], chosen: ReadonlySet<ShellCommand>, lineOf: LineOf): LeftOver[] {
  const listed = commands.slice(0, maxListed).map((command) => ({
    what: placeOf(command, lineOf),
    why: chosen.has(command)
      ? "It creates another job. You can choose that one instead."
      : "It does not create or update a job. Commands are not run.",
  }));
  const rest = commands.length - listed.length;
  return rest === 0 ? listed : [...listed, { what: `${rest} more commands`, why: "Not read either." }];
}
