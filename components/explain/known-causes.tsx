import type { Cause } from "#lib/logpush/decode/cause.ts";
import { CAUSES } from "#lib/logpush/decode/causes.ts";

type Known = { code: string; message: string; text: string };

/** Every cause that can be recognised, by a text or a status that leads to it. */
const known: Known[] = Object.entries<Cause>(CAUSES).flatMap(([code, { says, signs }]) => {
  const text = signs.map(({ example, health }) => example ?? [health ?? []].flat().join()).find((text) => text !== "");
  return text === undefined
    ? []
    : [{ code, message: says[0].replace("{status}", "…").replace("{seconds}", "5"), text }];
});

/** What Headgate knows; choosing a row puts its text into the field. */
export function KnownCauses({ onChoose }: { onChoose: (text: string) => void }) {
  return (
    <details className="rounded-card border border-line bg-raised">
      <summary className="min-h-9 content-center px-3 font-medium text-sm">
        All {known.length} causes that are recognised
      </summary>
      <ul className="divide-y divide-line border-line border-t">
        {known.map(({ code, message, text }) => (
          <li key={code}>
            <button
              type="button"
              className="grid w-full gap-x-4 gap-y-0.5 px-3 py-1.5 text-left text-table hover:bg-sunken md:grid-cols-2"
              onClick={() => onChoose(text)}
            >
              <span>{message}</span>
              <code translate="no" className="min-w-0 truncate font-mono text-muted text-xs">
                {text}
              </code>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
