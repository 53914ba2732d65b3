import { ClipboardPaste, Layers } from "lucide-react";
import { memo, type ReactNode } from "react";
import { loaded } from "#components/ui/loaded.tsx";
import { useOpened } from "#components/ui/use-opened.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";

const PasteList = loaded(async () => (await import("./paste-list.tsx")).PasteList, { ssr: false });
const FieldSets = loaded(async () => (await import("./field-sets.tsx")).FieldSets, { ssr: false });

type FieldToolsProps = {
  dataset: string;
  known: LogField[];
  chosen: string[];
  onChoose: (names: string[]) => void;
};

/** Ways to choose many fields at once; each is loaded when it is opened. */
export const FieldTools = memo(function FieldTools({ dataset, known, chosen, onChoose }: FieldToolsProps) {
  return (
    <div className="mt-3 border-line border-y">
      <Tool icon={<ClipboardPaste aria-hidden className="size-3.5 text-muted" />} title="Paste a list of fields">
        <PasteList known={known} chosen={chosen} onChoose={onChoose} />
      </Tool>
      <Tool icon={<Layers aria-hidden className="size-3.5 text-muted" />} title="Saved sets of fields">
        <FieldSets dataset={dataset} known={known} chosen={chosen} onChoose={onChoose} />
      </Tool>
    </div>
  );
});

function Tool({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  const { isOpened, details } = useOpened();
  return (
    <details className="border-line not-first:border-t open:pb-3" {...details}>
      <summary className="flex min-h-9 items-center gap-2 font-medium text-xs">
        {icon}
        {title}
      </summary>
      {isOpened ? children : null}
    </details>
  );
}
