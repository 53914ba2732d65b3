import { hasBrand } from "./brand.ts";

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export const maxAnswerBytes = 16_000_000;

const brand = Symbol.for("headgate.AnswerTooLarge");

/** The answer is larger than anything that this API sends. */
export class AnswerTooLarge extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, brand);
  }

  readonly [brand] = true;
}

/**
 * Reads the whole body before it returns the answer. The SDK's timer stops at the headers; this way it covers a slow
 * body too, and no body can fill the memory.
 */
export function boundFetch(fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await untilAborted(fetch(input, init), init?.signal);
    const body = await untilAborted(readBody(response), init?.signal);
    const isBodyless = response.status === 204 || response.status === 205 || response.status === 304;
    return new Response(isBodyless ? null : body, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

async function readBody(response: Response): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxAnswerBytes) {
      void reader?.cancel().catch(() => undefined);
      throw new AnswerTooLarge(`The response exceeds ${maxAnswerBytes} bytes.`);
    }
    chunks.push(part.value);
  }
  return new Blob(chunks);
}

/** Stops waiting when the signal fires, even if the fetch ignores it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(new DOMException("The request took too long.", "AbortError"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
