import type { Matcher } from "#lib/logpush/decode/cause.ts";
import { ALL_CAUSES } from "#lib/logpush/decode/causes.ts";
import { describeDecoded } from "#lib/logpush/decode/decode.ts";
import { readPasted } from "#lib/logpush/decode/read-pasted.ts";

type Known = { code: string; message: string; text: string };

/** Every cause that can be recognized, by a text or a status that leads to it. */
const known: Known[] = Object.entries(ALL_CAUSES).flatMap(([code, { matchers }]) => {
  const text = matchers.map(textOf).find((text) => text !== undefined);
  const decoded = text === undefined ? undefined : readPasted(text)?.readings[0]?.decoded;
  return text !== undefined && decoded ? [{ code, message: describeDecoded(decoded).message, text }] : [];
});

function textOf({ example, health, http }: Matcher): string | undefined {
  if (example !== undefined) return example;
  if (health !== undefined) return String([health].flat()[0]);
  return http === undefined || http === "5xx" ? undefined : `HTTP ${http}`;
}

/** What Headgate knows; choosing a row puts its text into the field. */
export function KnownCauses({ onChoose }: { onChoose: (text: string) => void }) {
  return (
    <details className="rounded-card border border-line bg-raised">
      <summary className="min-h-9 content-center px-3 font-medium text-sm">
        All {known.length} recognized causes
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
