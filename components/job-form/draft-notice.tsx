import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { DraftState } from "./use-draft.ts";

/** Says that an earlier draft is back, and what has to be typed again. */
export function DraftNotice({ draft }: { draft: DraftState }) {
  if (draft.restored === null) return null;
  const again = draft.restored === 1 ? "Type 1 value again" : `Type ${draft.restored} values again`;
  return (
    <Callout tone="info" title="Your draft is back." className="mb-6">
      {draft.restored > 0 ? `${again}: values are never stored in the browser. ` : ""}
      <Button size="small" onClick={draft.discard}>
        Start over
      </Button>
    </Callout>
  );
}
