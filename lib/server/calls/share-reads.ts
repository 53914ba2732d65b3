import "server-only";

/** An answer that was read to its end, so that several callers can have it. */
type Answer = { body: Blob; init: ResponseInit };

export type ReadSharing = {
  /**
   * Shares one request among parallel reads of the same `url`. Reads for display also get the answer later, while it is
   * young enough. Only successes are kept for that.
   */
  read(url: string, call: () => Promise<Response>, isShown: boolean): Promise<Response>;
  /** Ends the sharing. A read that starts after a write began must not get an earlier answer. */
  write(call: () => Promise<Response>): Promise<Response>;
  /** Drops every answer, because the credential no longer sees what it saw. */
  forget(): void;
  /** How many writes began or ended so far. An answer that was read at another count is out of date. */
  writes(): number;
};

type Asked = { at: number; answer: Promise<Answer>; isUnderWay: boolean };

type SharingOptions = {
  now: () => number;
  /** How old an answer for display may be. No answer is kept for longer. */
  shownAgeMs: () => number;
};

/** For the callers of one credential, because what one person sees must not reach another. */
export function createReadSharing({ now, shownAgeMs }: SharingOptions): ReadSharing {
  const asked = new Map<string, Asked>();
  let writes = 0;

  function ask(url: string, call: () => Promise<Response>): Asked {
    const one: Asked = { at: now(), answer: readWhole(call()), isUnderWay: true };
    const forget = () => {
      if (asked.get(url) === one) asked.delete(url);
    };
    one.answer.then(({ init: { status = 0 } }) => {
      one.isUnderWay = false;
      if (status >= 400 || shownAgeMs() === 0) forget();
    }, forget);
    asked.set(url, one);
    return one;
  }

  function forgetOld(): void {
    const oldest = now() - shownAgeMs();
    for (const [url, { at, isUnderWay }] of asked) {
      if (!isUnderWay && at <= oldest) asked.delete(url);
    }
  }

  return {
    async read(url, call, isShown) {
      forgetOld();
      const last = asked.get(url);
      const isFit = last && (last.isUnderWay || isShown);
      const { body, init } = await (isFit ? last : ask(url, call)).answer;
      return new Response(init.status === 204 || init.status === 304 ? null : body, init);
    },
    async write(call) {
      const begin = () => {
        writes += 1;
        asked.clear();
      };
      begin();
      try {
        return await call();
      } finally {
        begin();
      }
    },
    forget: () => asked.clear(),
    writes: () => writes,
  };
}

async function readWhole(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  const { status, statusText, headers } = response;
  return { body: await response.blob(), init: { status, statusText, headers } };
}
