import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { DraftState } from "./use-draft.ts";

/** Offers an earlier draft, and says what a resumed one lacks. It stands beside the title, so that nothing moves. */
export function DraftNotice({ draft: { offer, lost } }: { draft: DraftState }) {
  const [isClosed, setIsClosed] = useState(false);
  if (offer) {
    return (
      <section aria-label="Draft" className={style}>
        <span>
          Resume draft from <LocalTime iso={offer.at} format={isOfToday(offer.at) ? "time" : "short"} />?
        </span>
        <Button size="small" onClick={offer.resume}>
          Resume
        </Button>
        <Button size="small" variant="quiet" onClick={offer.discard}>
          Discard
        </Button>
      </section>
    );
  }
  if (lost === null || isClosed) return null;
  return (
    <div role="status" className={style}>
      <p className="min-w-0 flex-1">
        {lost.length > 0
          ? `Draft restored. Re-enter ${lost.join(", ")}; secrets aren’t saved in the browser.`
          : "Draft restored."}
      </p>
      <Button variant="quiet" size="iconSmall" aria-label="Close message" onClick={() => setIsClosed(true)}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}

const style =
  "flex items-center gap-2 text-muted max-sm:fixed max-sm:inset-x-4 max-sm:bottom-40 max-sm:z-20 max-sm:rounded-card max-sm:bg-raised max-sm:p-3 max-sm:shadow-pop";

function isOfToday(iso: string): boolean {
  return new Date(iso).toDateString() === new Date().toDateString();
}
