import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { parseJsonWithGaps } from "../json/parse-json.ts";
import { ok, type Result } from "../result.ts";
import { evaluate, evaluateTerm, recordOf } from "./code/evaluate.ts";
import { apiKey, asBody, isApiKey } from "./code/keys.ts";
import { detectLanguage, type Language, languageNames } from "./code/language.ts";
import { readProgram } from "./code/names.ts";
import { isRecord, type Program } from "./code/program.ts";
import { type FoundJob, type LeftOver, labelOf } from "./found-job.ts";
import { fillGaps, isGap } from "./gaps.ts";
import { importError } from "./import-error.ts";
import { findLogpushPath, type LogpushPath, markPlaceholder } from "./scope-path.ts";

/** An object of the program that is a job, and its range of tokens. */
type Candidate = { body: JsonObject; start: number; end: number };

/**
 * Finds the jobs in a program: objects that name a destination or are passed to a call of the Logpush API, and JSON
 * texts. The program is parsed, never run. Names that it sets once are filled in; every other expression becomes a gap.
 */
export function readCode(text: string, language: Exclude<Language, "jq">): Result<FoundJob[]> {
  return jobsOf(readProgram(text, language));
}

function jobsOf(program: Program): Result<FoundJob[]> {
  const { language } = program;
  const candidates = listCandidates(program);
  if (candidates.length === 0) return importError("E_IMPORT_NO_OBJECT", { language: languageNames[language] });
  const paths = listPaths(program);
  return ok(
    candidates.map((candidate, place) => {
      const { scope, ...body } = withScope(candidate.body, candidates.length === 1 ? ownScope(program) : undefined);
      const path = paths.findLast(({ at }) => at < candidate.start) ?? paths.find(({ at }) => at > candidate.start);
      const isUpdate = path?.jobId !== undefined || isUpdated(program, candidate);
      const given = scope ?? path?.scope;
      return {
        label: labelOf(body, place + 1),
        body,
        isWhole: "destination_conf" in body && !isUpdate,
        ...(given === undefined ? {} : { scope: given }),
        ignored: notesOf(language, path, isUpdate),
        unread: [],
      };
    }),
  );
}

/** The jobs in a program of the detected language. */
export function readProgramText(text: string): Result<FoundJob[]> {
  return readCode(text, detectLanguage(text) ?? "javascript");
}

/** The jobs in objects that look like JSON but are JavaScript or Python, if they are well formed. */
export function readLiteral(text: string): Result<FoundJob[]> {
  const program = readProgram(text, /\b(?:True|False|None)\b/.test(text) ? "python" : "javascript");
  const found = jobsOf(program);
  return program.isBroken ? importError("E_IMPORT_NO_OBJECT", { language: languageNames[program.language] }) : found;
}

function notesOf(language: Language, path: LogpushPath | undefined, isUpdate: boolean): LeftOver[] {
  const rest = {
    what: "rest of the code",
    why: `Only the job is read. The ${languageNames[language]} is not run.`,
  };
  if (!isUpdate) return [rest];
  const what = path?.jobId === undefined ? "job to change" : `job ${fillGaps(path.jobId)}`;
  return [{ what, why: "The code updates this job. The form creates a new one." }, rest];
}

function listCandidates(program: Program): Candidate[] {
  const { tokens, text } = program;
  const isOfApi = /logpush/i.test(text);
  const found: Candidate[] = [];
  const brackets = bracketsOfJobs(program);
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token?.kind === "open" && brackets.has(at)) {
      const body = asBody(recordOf(program, at)?.value ?? {});
      const isEmpty = Object.keys(body).every((key) => key === "zone_id" || key === "account_id");
      if (!isEmpty) found.push({ body, start: at, end: token.pair });
      at = token.pair;
    } else if (token?.kind === "text" && looksLikeJson(token.pieces?.[0])) {
      const { value, next } = evaluate(program, at);
      const parsed = typeof value === "string" && !isGap(value) ? parseJsonWithGaps(value) : undefined;
      const json = parsed?.ok ? parsed.value : undefined;
      const jobs = (Array.isArray(json) ? json : [json])
        .filter(isJsonObject)
        .filter((item) => isJobBody(item, isOfApi));
      found.push(...jobs.map((body) => ({ body, start: at, end: next })));
      at = Math.max(at, next - 1);
    }
    at += 1;
  }
  return found;
}

function looksLikeJson(piece: unknown): boolean {
  return typeof piece === "string" && /^\s*[{[]/.test(piece);
}

function isJobBody(body: JsonObject, isOfApi: boolean): boolean {
  if ("destination_conf" in body) return true;
  return isOfApi && Object.keys(body).some((key) => isApiKey(key) && key !== "id" && key !== "name");
}

/** The brackets that contain a destination, and those of a call such as `logpush.jobs.update(`. */
function bracketsOfJobs(program: Program): Set<number> {
  const { tokens } = program;
  const brackets = new Set<number>();
  tokens.forEach((token, at) => {
    const name = token.kind === "word" ? token.value : token.kind === "text" ? (token.pieces ?? []).join("") : "";
    const { parent } = token;
    const opener = tokens[parent];
    if (!opener || opener.pair < 0 || name === "") return;
    const isKey = /^(?:[:=]|=>|,|\})$/.test(tokens[at + 1]?.value ?? "") || tokens[at - 1]?.value === "[";
    if (isKey && apiKey(name.replace(/^\$/, "")) === "destination_conf" && opener.value !== "[") brackets.add(parent);
  });
  tokens.forEach((token, at) => {
    if (token.value !== "(" || token.pair < 0 || !isJobsCall(program, at)) return;
    const inner = Array.from({ length: Math.min(token.pair - at, 12) }, (_, offset) => at + offset).find(
      (place) => tokens[place]?.value === "{" && tokens[place]?.parent === at,
    );
    if (inner !== undefined && isRecord(program, inner)) brackets.add(inner);
    else if (isRecord(program, at) && tokens[at + 2]?.value === "=") brackets.add(at);
  });
  return brackets;
}

/** Whether the call before a bracket is an SDK call with a job. */
function isJobsCall({ tokens, text }: Program, open: number): boolean {
  const before = tokens[open - 1];
  if (before === undefined || !/^(?:create|update|edit|new)$/i.test(before.value)) return false;
  return /logpush\s*\.\s*jobs\s*\.\s*\w+\s*$/i.test(text.slice(Math.max(0, before.end - 80), before.end));
}

/** Whether the statement around a job changes an existing one. */
function isUpdated({ tokens, text }: Program, { start, end }: Candidate): boolean {
  const before = text.slice(Math.max(0, (tokens[start]?.at ?? 0) - 200), tokens[start]?.at ?? 0);
  const after = text.slice(tokens[end]?.end ?? 0, (tokens[end]?.end ?? 0) + 600);
  const isCalled =
    /(?:\.update|\.edit|\.put|\bUpdate|-Method\s+['"]?(?:Put|Patch)['"]?|method\s*[:=]\s*["'](?:PUT|PATCH)["'])/i;
  return (
    isCalled.test(before) ||
    /-Method\s+['"]?(?:Put|Patch)\b|\.Jobs\.Update\(|method\s*[:=]\s*["'](?:PUT|PATCH)["']|\.put\(/i.test(after)
  );
}

/** Zone and account as an argument of the job itself, or else as the only ones in the text. */
function withScope(body: JsonObject, other: string | undefined): JsonObject & { scope?: string } {
  const { zone_id: zone, account_id: account, ...rest } = body;
  if (typeof zone === "string" && account === undefined) return { ...rest, scope: `zones/${markPlaceholder(zone)}` };
  if (typeof account === "string" && zone === undefined)
    return { ...rest, scope: `accounts/${markPlaceholder(account)}` };
  return { ...body, ...(other === undefined || zone !== undefined ? {} : { scope: other }) };
}

function ownScope(program: Program): string | undefined {
  const { tokens } = program;
  const places = tokens.flatMap((token, at) => {
    const name = apiKey(token.kind === "text" ? (token.pieces ?? []).join("") : token.value);
    const isKey = /^(?:[:=]|=>)$/.test(tokens[at + 1]?.value ?? "") && token.parent >= 0;
    return isKey && (name === "zone_id" || name === "account_id") ? [{ name, at }] : [];
  });
  const [only, ...others] = places;
  if (!only || others.length > 0) return undefined;
  const value: Json = evaluate(program, only.at + 2).value;
  return typeof value === "string"
    ? `${only.name === "zone_id" ? "zones" : "accounts"}/${markPlaceholder(value)}`
    : undefined;
}

/** The API's paths in the program's texts. */
function listPaths(program: Program): (LogpushPath & { at: number })[] {
  return program.tokens.flatMap((token, at) => {
    if (token.kind !== "text" || !token.pieces?.some((piece) => /\/(?:zones|accounts)\//.test(String(piece))))
      return [];
    // In a shell the text is one argument of several.
    const values = [evaluate(program, at).value, evaluateTerm(program, at)?.value];
    const [path] = values.flatMap((value) => (typeof value === "string" ? (findLogpushPath(value) ?? []) : []));
    return path ? [{ ...path, at }] : [];
  });
}
