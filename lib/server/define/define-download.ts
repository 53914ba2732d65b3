import "server-only";
import { inSentences } from "#lib/logpush/result.ts";
import { refuseForeign } from "../http/refuse-foreign.ts";
import { answerQuery, type QueryCase } from "./define-query.ts";

/** A file that is made while it is sent. */
export type Download = { name: string; type: string; parts: AsyncIterable<string> };

const statuses: Record<string, number> = { E_SIGN_IN: 401, E_ROLE: 403, E_NO_ROLE: 403, E_STORE_DOWN: 503 };

/** Creates a GET route that answers with a file to save, or with a sentence that says why there is none. */
export function defineDownload<Input>(query: QueryCase<Input, Download>): (request: Request) => Promise<Response> {
  return async (request) => {
    const foreign = refuseForeign(request);
    if (foreign) return foreign;
    const result = await answerQuery(query, request);
    if (!result.ok) {
      const status = statuses[result.error.code] ?? 500;
      return new Response(inSentences(result.error), {
        status,
        headers: { "content-type": "text/plain; charset=utf-8" },
      });
    }
    const { name, type, parts } = result.value;
    return new Response(streamOf(parts), {
      headers: {
        "content-type": `${type}; charset=utf-8`,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  };
}

/** Each part is read when the one before it was taken. */
function streamOf(parts: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
