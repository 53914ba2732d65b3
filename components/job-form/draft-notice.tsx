import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { DraftState } from "./use-draft.ts";

/** Says that an earlier draft is back, and what has to be typed again. */
export function DraftNotice({ draft }: { draft: DraftState }) {
  if (draft.restored === null) return null;
  const { rows, fields } = draft.restored;
  const again = [...(rows > 0 ? [rows === 1 ? "1 value" : `${rows} values`] : []), ...fields];
  return (
    <Callout tone="info" title="Your draft is back." className="mb-6">
      {again.length > 0 ? `Type ${again.join(", ")} again: what may be secret is never stored in the browser. ` : ""}
      <Button size="small" onClick={draft.discard}>
        Start over
      </Button>
    </Callout>
  );
}
