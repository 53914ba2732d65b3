import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import type { Arrival, ArrivalDetail } from "#lib/logpush/receiver/arrival.ts";
import { type ArrivalView, selectArrivals } from "#lib/logpush/receiver/arrival-view.ts";
import { toBodyTable } from "#lib/logpush/receiver/body-table.ts";
import { checkArrival } from "#lib/logpush/receiver/check-arrival.ts";
import { type SeenRecords, toSeen } from "#lib/logpush/receiver/check-duplicates.ts";
import { type RequestCheck, summarizeChecks } from "#lib/logpush/receiver/checked-request.ts";
import { type ReceivedBody, readBody } from "#lib/logpush/receiver/read-body.ts";
import { type SimulatedAnswer, simulatedAnswers } from "#lib/logpush/receiver/simulated-answers.ts";
import { readJobLabels } from "#lib/store/activity.ts";
import { findEmulator, type ReceivedRequest } from "../calls/upstream.ts";
import type { Context } from "../context/context.ts";
import { defineReader } from "../define/define-reader.ts";
import { noInputSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";

/** What the page of the test receiver shows: its answer, and what arrived, newest first. */
export type ReceiverState = {
  answer: SimulatedAnswer;
  arrivals: Arrival[];
  hiddenSeed: number;
  /** The jobs that sent something, by name. */
  jobs: { id: number; name: string }[];
};

const setAnswerSchema = z.object({ answer: z.enum(simulatedAnswers.map(({ id }) => id)) });
const readArrivalSchema = z.object({ id: z.string().check(z.maxLength(64)) });

/**
 * The number of characters of a body that a page gets. For more, there is `npm run emulator`, or a receiver of one's
 * own.
 */
const maxTextCharacters = 64_000;

/** Undefined with a real credential: the test receiver is then off. Viewers get nothing, because headers are shown unmasked. */
export const readReceiver = defineReader(
  "operator",
  async (context, view: ArrivalView): Promise<ReceiverState | undefined> => {
    const receiver = findEmulator()?.receiver;
    if (!receiver) return undefined;
    const requests = receiver.list();
    const { shown, hiddenSeed } = selectArrivals(requests, view);
    const names = await readNames(context, requests);
    return {
      answer: receiver.answer(),
      arrivals: shown.map((request) => toArrival(request, { requests, names })),
      hiddenSeed,
      jobs: Array.from(names, ([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, "en")),
    };
  },
);

/** Everything about one request that arrived. */
export async function readArrivalDetail(_context: Context, { id }: { id: string }): Promise<ArrivalDetail> {
  const requests = receiverOf().list();
  const request = requests.find((each) => each.id === id);
  if (!request) fail("E_ARRIVAL_GONE");
  const { method, host, target, headers, encoding, compressedBytes, textBytes, status, jobId } = request;
  const body = bodyOf(request);
  return {
    ...{ method, host, target, headers, encoding, compressedBytes, textBytes },
    answer: { status, ...request.answer },
    format: body.format,
    text: request.body.slice(0, maxTextCharacters),
    isTextCut: request.bodyTruncated || request.body.length > maxTextCharacters,
    table: toBodyTable(body.records),
    checks: checksOf(request, requests),
    ...(jobId === undefined ? {} : { jobId }),
  };
}

export const readArrivalCase = defineUseCase(
  { name: "readArrival", role: "operator", input: readArrivalSchema },
  readArrivalDetail,
);

/** Changes the receiver's answer to all requests except those of the seed jobs. */
export async function setReceiverAnswer(_context: Context, { answer }: { answer: SimulatedAnswer }): Promise<null> {
  receiverOf().setAnswer(answer);
  return null;
}

export const setReceiverAnswerCase = defineUseCase(
  { name: "setReceiverAnswer", role: "operator", input: setAnswerSchema, isWrite: true },
  setReceiverAnswer,
);

/** Deletes the requests that arrived. */
export async function clearArrivals(): Promise<null> {
  receiverOf().clear();
  return null;
}

export const clearArrivalsCase = defineUseCase(
  { name: "clearReceived", role: "operator", input: noInputSchema, isWrite: true },
  clearArrivals,
);

function receiverOf() {
  const emulator = findEmulator();
  if (!emulator) fail("E_NO_RECEIVER");
  return emulator.receiver;
}

/** What the jobs of these requests are called. */
async function readNames(
  { store, realm }: Context,
  requests: readonly ReceivedRequest[],
): Promise<ReadonlyMap<number, string>> {
  const jobIds = [...new Set(requests.flatMap(({ jobId }) => jobId ?? []))];
  const rows = jobIds.length === 0 ? [] : await readJobLabels(store.db, { realm, jobIds });
  const labels = new Map(rows.map(({ job_id, label }) => [job_id, label]));
  return new Map(jobIds.map((id) => [id, labels.get(id) ?? `job ${id}`]));
}

type Among = { requests: readonly ReceivedRequest[]; names: ReadonlyMap<number, string> };

function toArrival(request: ReceivedRequest, { requests, names }: Among): Arrival {
  const { id, receivedAt, kind, host, target, status, records, compressedBytes, jobId } = request;
  return {
    ...{ id, receivedAt, kind, host, target, status, records, compressedBytes },
    isSlow: request.answer.isSlow,
    checks: summarizeChecks(checksOf(request, requests)),
    jobName: jobId === undefined ? "" : (names.get(jobId) ?? ""),
    ...(jobId === undefined ? {} : { jobId }),
  };
}

/** A request never changes and parsing its body is expensive, so each is checked once. */
const checksByRequest = new WeakMap<ReceivedRequest, RequestCheck[]>();
const seenByRequest = new WeakMap<ReceivedRequest, SeenRecords>();

function checksOf(request: ReceivedRequest, requests: readonly ReceivedRequest[]): RequestCheck[] {
  const known = checksByRequest.get(request);
  if (known) return known;
  const earlier = request.jobId === undefined ? undefined : earlierOf(request, requests).map(seenOf);
  const checks = checkArrival({ request, body: bodyOf(request), ...(earlier ? { earlier } : {}) });
  checksByRequest.set(request, checks);
  return checks;
}

/** The sender rightly repeats the records of a refused request, so those are not duplicates. */
function earlierOf(request: ReceivedRequest, requests: readonly ReceivedRequest[]): ReceivedRequest[] {
  return requests
    .slice(requests.indexOf(request) + 1)
    .filter(({ jobId, kind, status }) => jobId === request.jobId && kind === "batch" && status < 300);
}

function seenOf(request: ReceivedRequest): SeenRecords {
  const known = seenByRequest.get(request) ?? toSeen(bodyOf(request).records);
  seenByRequest.set(request, known);
  return known;
}

function bodyOf({ body, bodyTruncated }: ReceivedRequest): ReceivedBody {
  return readBody(body, { isCut: bodyTruncated });
}
