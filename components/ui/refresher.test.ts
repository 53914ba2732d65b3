import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRefresher, hearWhileShown } from "./refresher.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a refresher", () => {
  let answers: (() => void)[];
  let heldMs: number;
  const start = () =>
    createRefresher({
      refresh: () => new Promise<void>((resolve) => answers.push(resolve)),
      holdMs: () => heldMs,
    });
  async function answer() {
    answers.at(-1)?.();
    await vi.advanceTimersByTimeAsync(0);
  }
  beforeEach(() => {
    answers = [];
    heldMs = 0;
  });

  test("waits from the end of the last refresh, and never runs twice at a time", async () => {
    const refresher = start();
    refresher.wait(1000);
    await vi.advanceTimersByTimeAsync(999);
    expect(answers).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(answers).toHaveLength(1);
    await answer();
    await vi.advanceTimersByTimeAsync(999);
    expect(answers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers).toHaveLength(2);
  });

  test("a change during a refresh makes the next one due, also if the wait starts again", async () => {
    const refresher = start();
    refresher.wait(60_000);
    refresher.hear();
    expect(answers).toHaveLength(1);
    refresher.hear();
    refresher.wait(60_000);
    expect(answers).toHaveLength(1);
    await answer();
    expect(answers).toHaveLength(2);
    await answer();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(answers).toHaveLength(2);
  });

  test("is held up by a dialog, and until another attempt by a hidden tab", async () => {
    const refresher = start();
    refresher.wait(60_000);
    heldMs = 1000;
    refresher.hear();
    await vi.advanceTimersByTimeAsync(5000);
    expect(answers).toHaveLength(0);
    heldMs = Number.POSITIVE_INFINITY;
    await vi.advanceTimersByTimeAsync(200_000);
    heldMs = 0;
    await vi.advanceTimersByTimeAsync(200_000);
    expect(answers).toHaveLength(0);
    refresher.attempt();
    expect(answers).toHaveLength(1);
  });

  test("stands still once stopped, also at the end of a refresh", async () => {
    const refresher = start();
    refresher.wait(1000);
    await vi.advanceTimersByTimeAsync(1000);
    refresher.hear();
    refresher.stop();
    await answer();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(answers).toHaveLength(1);
  });
});

describe("a stream", () => {
  class FakeSource extends EventTarget {
    static readonly CLOSED = 2;
    readyState = 1;
    constructor() {
      super();
      opened.push(this);
    }
    close() {
      this.readyState = FakeSource.CLOSED;
    }
  }
  let opened: FakeSource[];
  let page: EventTarget & { hidden: boolean };
  let heard: number;
  const hear = () => {
    heard += 1;
  };
  const setHidden = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  const send = () => opened.at(-1)?.dispatchEvent(new Event("message"));
  beforeEach(() => {
    opened = [];
    heard = 0;
    page = Object.assign(new EventTarget(), { hidden: false });
    vi.stubGlobal("document", page);
    vi.stubGlobal("EventSource", FakeSource);
  });

  test("is open only while the tab is shown, and what changed meanwhile is heard when it is shown again", () => {
    const end = hearWhileShown("/events", { isJustRead: true, hear });
    send();
    expect(heard).toBe(0);
    send();
    expect(heard).toBe(1);
    setHidden(true);
    expect(opened.map(({ readyState }) => readyState)).toEqual([2]);
    setHidden(false);
    send();
    expect(heard).toBe(2);
    end();
    setHidden(true);
    setHidden(false);
    expect(opened.map(({ readyState }) => readyState)).toEqual([2, 2]);
  });

  test("of a page that was read before, or in a hidden tab, says at once that something may have changed", () => {
    hearWhileShown("/events", { isJustRead: false, hear })();
    const end = hearWhileShown("/events", { isJustRead: false, hear });
    send();
    expect(heard).toBe(1);
    end();
    page.hidden = true;
    const endHidden = hearWhileShown("/events", { isJustRead: true, hear });
    expect(opened).toHaveLength(2);
    setHidden(false);
    send();
    expect(heard).toBe(2);
    endHidden();
  });

  test("is opened again after a refusal, and left to the browser after a break", async () => {
    const end = hearWhileShown("/events", { isJustRead: true, hear });
    opened[0]?.dispatchEvent(new Event("error"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened).toHaveLength(1);
    opened[0]?.close();
    opened[0]?.dispatchEvent(new Event("error"));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(opened).toHaveLength(2);
    end();
  });
});
