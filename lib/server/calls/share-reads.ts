import "server-only";

/** An answer that was read to its end, so that several callers can have it. */
type Answer = { body: Blob; init: ResponseInit };

export type ReadSharing = {
  /** Shares the request of a read with others that ask for the same `url` at the same time. */
  read(url: string, call: () => Promise<Response>): Promise<Response>;
  /** Ends the sharing: what is asked after a write began must not be answered by what was asked before. */
  write(call: () => Promise<Response>): Promise<Response>;
  /** How many writes began or ended so far: what was read at another count is out of date. */
  writes(): number;
};

/** For the callers of one credential, as what one person sees may not reach another. */
export function createReadSharing(): ReadSharing {
  const underWay = new Map<string, Promise<Answer>>();
  let writes = 0;
  return {
    async read(url, call) {
      const key = `${writes} ${url}`;
      let answer = underWay.get(key);
      if (!answer) {
        answer = readWhole(call()).finally(() => underWay.delete(key));
        underWay.set(key, answer);
      }
      const { body, init } = await answer;
      return new Response(init.status === 204 || init.status === 304 ? null : body, init);
    },
    async write(call) {
      writes += 1;
      try {
        return await call();
      } finally {
        writes += 1;
      }
    },
    writes: () => writes,
  };
}

async function readWhole(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  const { status, statusText, headers } = response;
  return { body: await response.blob(), init: { status, statusText, headers } };
}
