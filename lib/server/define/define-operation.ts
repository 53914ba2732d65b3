import "server-only";
import type * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { type OperationEvent, writeEvent } from "#lib/logpush/event-stream.ts";
import type { Result } from "#lib/logpush/result.ts";
import { admit } from "../auth/authorise.ts";
import type { Caller } from "../base/caller.ts";
import { checkInput } from "../base/check-input.ts";
import { readJsonBody } from "../base/read-json-body.ts";
import { toResult } from "../base/to-result.ts";
import { getContext } from "../context/context.ts";
import type { OperationCase } from "./use-case.ts";

const maxBodyBytes = 256 * 1024;

/**
 * Creates a POST route for work that takes a while. It authorizes like an action, streams progress as server-sent events,
 * and stops when the browser goes away. Server actions do not fit: they run one after the other and cannot be stopped.
 * The status is 200 once the work has begun; an earlier refusal has its own status and the same last event.
 */
export function defineOperation<Schema extends z.core.$ZodType, Progress, T>(
  useCase: OperationCase<Schema, Progress, T>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    let caller: Caller;
    let input: z.output<Schema>;
    try {
      const admission = await admit(request.headers, useCase.role, "action");
      if (!admission.ok) fail(admission.code);
      caller = admission.caller;
      input = checkInput(useCase, await readJsonBody(request, maxBodyBytes));
    } catch (error) {
      return refuse(await toResult(useCase.name, () => Promise.reject(error)));
    }
    const unread = new AbortController();
    // Combines two signals instead of adding a listener, because the browser may have gone while the body was read.
    const signal = AbortSignal.any([request.signal, unread.signal]);
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      async start(controller) {
        const write = (event: OperationEvent<Progress, T>) => {
          if (!signal.aborted) controller.enqueue(encoder.encode(writeEvent(JSON.stringify(event))));
        };
        const running = { signal, report: (progress: Progress) => write({ progress }) };
        const result = await toResult(useCase.name, (requestId) =>
          useCase.run(getContext(caller, requestId), input, running),
        );
        write({ result });
        if (!signal.aborted) controller.close();
      },
      cancel: () => unread.abort(),
    });
    return new Response(body, { headers });
  };
}

// No transform, because a proxy that compresses would hold the events back.
const headers = { "content-type": "text/event-stream", "cache-control": "no-store, no-transform" };

const refusalStatus: Record<string, number> = {
  E_SIGN_IN: 401,
  E_ROLE: 403,
  E_NO_ROLE: 403,
  E_FORBIDDEN_ORIGIN: 403,
  E_STORE_DOWN: 503,
  E_STORE_DAMAGED: 503,
};

/** The only event for a request that was refused. */
function refuse(result: Result<never>): Response {
  const status = result.ok ? 200 : (refusalStatus[result.error.code] ?? 400);
  return new Response(writeEvent(JSON.stringify({ result })), { status, headers });
}
