import "server-only";
import type { Fetch } from "#lib/cloudflare/bound-fetch.ts";

/** An answer that was read to its end, so that several callers can have it. */
type Answer = { body: Blob; init: ResponseInit };

/**
 * Lets callers that ask for the same at the same time share one request; for one credential, as what one person sees may
 * not reach another. A write ends all sharing, also of other fetches that are wrapped by the same function: what is
 * asked after it began must not be answered by what was asked before.
 */
export function createReadSharing(): (fetch: Fetch) => Fetch {
  let writes = 0;
  return (fetch) => {
    const underWay = new Map<string, Promise<Answer>>();
    return async (input, init) => {
      if ((init?.method ?? "GET").toUpperCase() !== "GET") {
        writes += 1;
        return fetch(input, init).finally(() => {
          writes += 1;
        });
      }
      const key = `${writes} ${input}`;
      let answer = underWay.get(key);
      if (!answer) {
        answer = readWhole(fetch(input, init)).finally(() => underWay.delete(key));
        underWay.set(key, answer);
      }
      const { body, init: head } = await answer;
      return new Response(head.status === 204 || head.status === 304 ? null : body, head);
    };
  };
}

async function readWhole(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  const { status, statusText, headers } = response;
  return { body: await response.blob(), init: { status, statusText, headers } };
}
