import { useEffect } from "react";

/** Loads, after the page, what answers a press on the button: by then the server may not answer any more. */
export function useLoadAhead({ isSaved }: { isSaved: boolean }): void {
  useEffect(() => {
    const answers = [
      import("./sections/pair-rows.tsx"),
      import("./bar-errors.tsx"),
      ...(isSaved ? [import("./save-review.tsx")] : []),
    ];
    // What does not load now is asked for again when it is shown.
    Promise.all(answers).catch(() => undefined);
  }, [isSaved]);
}
