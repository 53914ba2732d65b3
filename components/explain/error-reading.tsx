import { certaintyWords } from "#components/ui/certainty.ts";
import { Panel } from "#components/ui/panel.tsx";
import { describeDecoded } from "#lib/logpush/decode/decode.ts";
import type { Reading } from "#lib/logpush/decode/reading.ts";

/** More of a text than this is a whole page that was pasted. */
const maxShown = 4000;

/** One message: its cause, what to check, what to do next, how sure that is and by whose word, and the text as it came. */
export function ErrorReading({ reading: { text, decoded } }: { reading: Reading }) {
  if (!decoded) {
    return (
      <Panel title={`Status ${text}: delivered`}>
        <p className="p-3">The endpoint accepted the batch; nothing failed.</p>
      </Panel>
    );
  }
  const { message, nextStep, checks = [], certainty, code } = describeDecoded(decoded);
  return (
    <Panel title={message}>
      <div className="grid gap-4 p-3 text-sm [overflow-wrap:anywhere] md:grid-cols-2">
        <div>
          <h3 className="mb-1 text-muted text-xs">What to check</h3>
          <ol className="list-decimal pl-5">
            {checks.map((check) => (
              <li key={check}>{check}</li>
            ))}
          </ol>
        </div>
        <div>
          <h3 className="mb-1 text-muted text-xs">Next step</h3>
          <p>{nextStep}</p>
        </div>
      </div>
      <section aria-label="Original message" className="border-line border-t bg-sunken px-3 py-2">
        <h3 className="mb-1 text-muted text-xs">Original message</h3>
        <pre translate="no" className="whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">
          {text.length > maxShown ? `${text.slice(0, maxShown)}…` : text}
        </pre>
      </section>
      <p className="border-line border-t px-3 py-2 text-muted text-xs">
        {certainty ? certaintyWords[certainty] : "Not recognized: this is general advice"}
        {decoded.source ? (
          <>
            {": "}
            <a href={decoded.source.url} target="_blank" rel="noreferrer" className="underline">
              {decoded.source.title}
            </a>
          </>
        ) : null}
        {". "}
        <code className="font-mono">{code}</code>
      </p>
    </Panel>
  );
}
