import { vi } from "vitest";
import type { Result } from "#lib/logpush/result.ts";

type Answer = (address: URL, init?: RequestInit) => Result<unknown> | Response;

/** Answers what a component fetches, by its path. What is not among the answers fails the test as before. */
export function answerFetch(answers: Record<string, Answer>): void {
  const fetched = vi.mocked(window.fetch);
  const refuse = fetched.getMockImplementation();
  fetched.mockImplementation(async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, location.href);
    const answer = answers[address.pathname];
    if (!answer) {
      if (refuse) return refuse(input, init);
      throw new Error(`A component fetches ${address.pathname}.`);
    }
    // Only calls without an answer are held against the test.
    fetched.mock.calls.pop();
    const answered = answer(address, init);
    return answered instanceof Response ? answered : Response.json(answered);
  });
}
