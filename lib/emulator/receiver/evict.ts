import { SEED_PATH } from "./path-behavior.ts";
import type { ReceivedRequest } from "./received-request.ts";

const MAX_REQUESTS = 200;
const MAX_CHARACTERS = 32_000_000;
/** How many of the newest requests outside /seed/ stay, however busy the seed jobs are. */
const PROTECTED_REQUESTS = 50;

/** The requests to keep, newest first: a limited number, and a limited amount of text. */
export function evict(requests: ReceivedRequest[]): ReceivedRequest[] {
  return dropLarge(requests.length > MAX_REQUESTS ? dropOne(requests) : requests);
}

function dropOne(requests: ReceivedRequest[]): ReceivedRequest[] {
  const isSeed = (request: ReceivedRequest) => request.target.startsWith(SEED_PATH);
  const kept = new Set(requests.filter((request) => !isSeed(request)).slice(0, PROTECTED_REQUESTS));
  const victim = requests.findLastIndex((request) => !kept.has(request));
  return requests.toSpliced(victim, 1);
}

function dropLarge(requests: ReceivedRequest[]): ReceivedRequest[] {
  let characters = 0;
  const end = requests.findIndex(({ body }) => {
    characters += body.length;
    return characters > MAX_CHARACTERS;
  });
  return end === -1 ? requests : requests.slice(0, end);
}
