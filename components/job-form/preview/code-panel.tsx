import { useCallback, useState } from "react";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { CodeLine } from "./code-line.tsx";
import { codeLines } from "./code-lines.ts";
import { languages } from "./snippet-writers.ts";
import { type CodeChoice, useShownCode, useWrite } from "./use-code.ts";
import { useExactCopy } from "./use-exact-copy.ts";

const manyLines = 80;

type CodePanelProps = { choice: CodeChoice; values: JobFormValues; hasGaps: boolean };

/** The very request that the button sends, or another one about the job, in the language that was chosen. */
export function CodePanel({ choice, values, hasGaps }: CodePanelProps) {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const unfold = useCallback(() => setIsUnfolded(true), []);
  const { code, isReady } = useShownCode(choice, values);
  const copy = useExactCopy(useWrite(choice), values);
  const lines = codeLines(code, { isUnfolded });
  return (
    <section
      aria-label={languages[choice.language].region}
      aria-busy={!isReady}
      tabIndex={0}
      translate="no"
      onCopy={copy}
      className="px-4 py-3 outline-offset-[-2px]"
    >
      <pre className="whitespace-pre-wrap font-mono text-xs leading-4.5 tab-4 [overflow-wrap:anywhere]">
        {lines.map(({ id, text }) => (
          <CodeLine
            key={id}
            text={text}
            hasGaps={hasGaps}
            isLazy={lines.length > manyLines}
            isUnfolded={isUnfolded}
            onUnfold={unfold}
          />
        ))}
      </pre>
    </section>
  );
}
