type RefresherOptions = {
  /** Reads again. It never throws. */
  refresh: () => Promise<void>;
  /** How long something holds a due refresh up, in milliseconds; Infinity until somebody calls `attempt`. */
  holdMs: () => number;
};

/** Refreshes when the wait is over or something changed, and never twice at the same time. */
export type Refresher = {
  /** Starts the wait again. */
  wait: (pauseMs: number) => void;
  /** Nothing is refreshed until the next `wait`. */
  stop: () => void;
  /** Something changed: a refresh is due at once, or when the present one has ended. */
  hear: () => void;
  /** Refreshes if that is due and nothing holds it up. */
  attempt: () => void;
};

/** Decides when a page reads again. It does nothing until the first `wait`. */
export function createRefresher({ refresh, holdMs }: RefresherOptions): Refresher {
  let pauseMs = Number.POSITIVE_INFINITY;
  let dueAt = Number.POSITIVE_INFINITY;
  let isRunning = false;
  let hasChanged = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function attempt() {
    clearTimeout(timer);
    if (isRunning) return;
    const waitMs = Math.max(hasChanged ? 0 : dueAt - performance.now(), holdMs());
    if (waitMs <= 0) void run();
    else if (Number.isFinite(waitMs)) timer = setTimeout(attempt, waitMs);
  }

  async function run() {
    isRunning = true;
    // What changes from here on may be missing in the answer.
    hasChanged = false;
    await refresh();
    isRunning = false;
    dueAt = performance.now() + pauseMs;
    attempt();
  }

  return {
    wait: (ms) => {
      pauseMs = ms;
      dueAt = performance.now() + ms;
      attempt();
    },
    stop: () => {
      pauseMs = Number.POSITIVE_INFINITY;
      dueAt = Number.POSITIVE_INFINITY;
      hasChanged = false;
      clearTimeout(timer);
    },
    hear: () => {
      hasChanged = true;
      attempt();
    },
    attempt,
  };
}

/** Until a refused stream is tried again. A browser reconnects by itself only after a broken one. */
const reopenMs = 15_000;

/**
 * Hears server-sent events while the tab is shown: a browser has six connections to a server without HTTP/2. The first
 * event of a stream says that it is open: something may have changed before, unless the page was read just now.
 */
export function hearWhileShown(url: string, { isJustRead, hear }: { isJustRead: boolean; hear: () => void }) {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isKnown = isJustRead && !document.hidden;

  function close() {
    clearTimeout(timer);
    stream?.close();
    stream = undefined;
  }

  function follow() {
    if (document.hidden) {
      isKnown = false;
      close();
    } else if (!stream) open();
  }

  function open() {
    close();
    const opened = new EventSource(url);
    stream = opened;
    opened.addEventListener("message", () => {
      if (!isKnown) hear();
      isKnown = false;
    });
    opened.addEventListener("error", () => {
      if (stream === opened && opened.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenMs);
    });
  }

  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    close();
  };
}
