import { parse } from "unbash";
import { isJsonObject } from "../job/job.ts";
import { ok, type Result } from "../result.ts";
import { type CurlRequest, readCurlRequest } from "./curl-request.ts";
import { type FoundJob, type LeftOver, labelOf } from "./found-job.ts";
import { labelGap } from "./gap-reason.ts";
import { fillGaps, isGap, listGaps, markGap } from "./gaps.ts";
import { importError } from "./import-error.ts";
import { parseJson } from "./parse-json.ts";
import { listCommands, type ShellCommand } from "./shell-commands.ts";

const jobsPath = /\/(zones|accounts)\/([^/?#\s]+)\/logpush\/jobs(?:\/([^/?#\s]+))?\/?(?:[?#]|$)/;
/** They print or set up something; there is nothing of a job in them. */
const quiet: ReadonlySet<string> = new Set("echo printf cat set cd true false exit sleep : [ test".split(" "));

const maxListed = 20;

type Call = { command: ShellCommand; request: CurlRequest };

/**
 * Reads the job of the first curl command that creates or changes one. The script is parsed, never run: variables are
 * filled in where it sets them, everything else that only a shell knows becomes a gap.
 */
export function readCurl(pasted: string): Result<FoundJob> {
  const text = unprompted(pasted.replace(/\r\n?/g, "\n"));
  const windows = /[ \t]([\^`])[ \t]*\n/.exec(text)?.[1];
  if (windows !== undefined) return importError("E_IMPORT_WINDOWS", { sign: windows });
  const source = text.replace(/(\/(?:zones|accounts)\/)(<[^\s<>'"]+>)/g, (_, start, name) => start + markGap(name));
  const script = parse(source);
  const commands = listCommands(source, script);
  const [fault] = script.errors ?? [];
  const faultLine = lineOf(source, fault?.pos ?? 0);

  const calls = commands.filter(isCurl).map((command): Call => ({ command, request: readCurlRequest(command) }));
  const call = calls.find(({ request }) => isJobRequest(request));
  if (!call) {
    if (fault) return importError("E_IMPORT_SHELL", { line: faultLine, reason: fault.message });
    return importError("E_IMPORT_NO_REQUEST");
  }
  const found = jobOf(call.request);
  if (!found.ok) {
    // A quote that is not closed spoils the body as well; it is the nearer cause.
    return fault ? importError("E_IMPORT_SHELL", { line: faultLine, reason: fault.message }) : found;
  }
  const others = commands.filter((command) => command !== call.command && !quiet.has(command.name));
  const unread = fault ? [{ what: `line ${faultLine}`, why: `The shell would stumble here: ${fault.message}.` }] : [];
  return ok({
    ...found.value,
    ignored: [...found.value.ignored, ...ignoredCommands(source, others)],
    unread: [...unread, ...found.value.unread],
  });
}

function isCurl({ name }: ShellCommand): boolean {
  return /(?:^|\/)curl(?:\.exe)?$/.test(name);
}

/** An address that is one variable may be the right one; the body then decides. */
function isJobRequest({ url, method, body }: CurlRequest): boolean {
  return body !== undefined && /^(?:POST|PUT|PATCH)$/.test(method) && (jobsPath.test(url) || isGap(url));
}

function jobOf({ url, method, body = "", ignored, unread }: CurlRequest): Result<FoundJob> {
  if (isGap(body)) return importError("E_IMPORT_BODY_ELSEWHERE", { source: listGaps(body).map(labelGap).join() });
  const parsed = parseJson(body);
  if (!parsed.ok) return importError("E_IMPORT_JSON_BODY", parsed.fault);
  if (!isJsonObject(parsed.value)) return importError("E_IMPORT_NO_JOB");
  const [, kind, id, jobId] = jobsPath.exec(url) ?? [];
  const target: LeftOver[] =
    jobId === undefined
      ? []
      : [{ what: `job ${fillGaps(jobId)}`, why: "The command changes this job; the form makes a new one." }];
  return ok({
    label: labelOf(parsed.value, 1),
    body: parsed.value,
    isWhole: method === "POST",
    ...(kind === undefined ? {} : { scope: `${kind}/${id}` }),
    ignored: [...ignored, ...target],
    unread,
  });
}

function ignoredCommands(source: string, commands: ShellCommand[]): LeftOver[] {
  const listed = commands.slice(0, maxListed).map((command) => ({
    what: `${fillGaps(command.name)} in line ${lineOf(source, command.at)}`,
    why: isCurl(command)
      ? "Only the first command that creates or changes a job is read."
      : "Nothing is run; only the curl command is read.",
  }));
  const rest = commands.length - listed.length;
  return rest === 0 ? listed : [...listed, { what: `${rest} more commands`, why: "They are not read either." }];
}

function lineOf(source: string, at: number): number {
  return source.slice(0, at).split("\n").length;
}

/** Takes off the prompts that come along when a terminal or a page is copied. */
function unprompted(text: string): string {
  const [, prompt] = /^\s*([$%>] )/.exec(text) ?? [];
  if (prompt === undefined) return text;
  const isQuoted = prompt === "> ";
  return text.replace(isQuoted ? /^[ \t]*> ?/gm : /^[ \t]*[$%>] /gm, "");
}
