import { EndpointCheck, QuotaCheck } from "./bar-checks.tsx";
import { TestState, type TestSummary } from "./bar-test.tsx";
import { useFormSetting } from "./form-context.tsx";

type BarGlanceProps = { test: TestSummary | null; onTest: () => void; onShow: () => void };

/** How the checks stand, in the bar. */
export function BarGlance({ test, onTest, onShow }: BarGlanceProps) {
  const { saved, may } = useFormSetting();
  return (
    <ul aria-label="Checks at a glance" className="flex min-w-0 items-center gap-4 text-muted">
      <EndpointCheck />
      {saved ? null : <QuotaCheck />}
      {may.operate ? <TestState test={test} onTest={onTest} onShow={onShow} /> : null}
    </ul>
  );
}
