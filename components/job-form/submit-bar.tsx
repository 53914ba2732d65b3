"use client";

import { Eye, ListChecks } from "lucide-react";
import { useRef, useState } from "react";
import { useFormState } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { TestSummary } from "./bar-test.tsx";
import { EnabledSwitch } from "./enabled-switch.tsx";
import { useFormSetting } from "./form-context.tsx";
import { MissingLink } from "./missing-link.tsx";
import { previewId } from "./preview-sheet.tsx";
import { SubmitButton } from "./submit-button.tsx";
import type { Submission } from "./use-submit.ts";

/** There are none before the first press on the button. */
const BarErrors = loaded(async () => (await import("./bar-errors.tsx")).BarErrors, { loading: () => null });
/** Follows what is typed, so it comes with the first chance to type. */
const Glance = loaded(async () => (await import("./bar-glance.tsx")).BarGlance, { ssr: false, loading: () => null });
/** What runs the checks loads with the first press. */
const Checks = loaded(async () => (await import("./sections/check/check-section.tsx")).CheckSection, {
  ssr: false,
  loading: () => <div className="h-96" />,
});

const checksId = "all-checks";

/** The bottom of the form, always in view: the checks, what is missing, the errors, and the button that sends. */
export function SubmitBar({ submission, isReady }: { submission: Submission; isReady: boolean }) {
  const { saved, may } = useFormSetting();
  const { submitCount } = useFormState();
  const [testsAsked, setTestsAsked] = useState(0);
  const [hasOpened, setHasOpened] = useState(false);
  const [test, setTest] = useState<TestSummary | null>(null);
  const checks = useRef<HTMLDivElement>(null);
  const showChecks = () => {
    setHasOpened(true);
    checks.current?.showPopover();
  };

  function askForTest() {
    setHasOpened(true);
    setTestsAsked((count) => count + 1);
  }

  return (
    <div className="sticky bottom-14 z-10 -mx-4 mt-6 border-line border-t bg-surface sm:bottom-0 sm:-mx-6 print:hidden">
      <fieldset disabled={!isReady} className="min-w-0">
        {submitCount > 0 || submission.error ? (
          <BarErrors
            submission={submission}
            onTest={() => {
              showChecks();
              askForTest();
            }}
          />
        ) : null}
        <div className="grid min-h-14 grid-cols-[auto_auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 px-4 py-2 sm:flex sm:gap-x-4 sm:px-6">
          <Button popoverTarget={previewId} aria-haspopup="dialog" className="max-sm:order-3 min-[1180px]:hidden">
            <Eye aria-hidden className="size-4" />
            Preview
          </Button>
          {may.operate ? (
            <Button
              variant="quiet"
              popoverTarget={checksId}
              aria-haspopup="dialog"
              className="px-2 max-sm:order-4"
              onClick={() => setHasOpened(true)}
            >
              <ListChecks aria-hidden className="size-4" />
              <span className="max-sm:sr-only">All checks</span>
            </Button>
          ) : null}
          <div className="hidden flex-auto shrink-0 min-[1180px]:block">
            <Glance test={test} onTest={askForTest} onShow={showChecks} />
          </div>
          <div
            ref={checks}
            id={checksId}
            popover="auto"
            className="fixed inset-x-2 top-auto bottom-36 m-0 max-h-[70dvh] w-auto overflow-y-auto rounded-pop bg-raised p-4 text-fg shadow-pop sm:right-auto sm:bottom-16 sm:left-20 sm:w-[36rem] lg:left-58"
          >
            {hasOpened ? <Checks asked={testsAsked} onTest={setTest} onTrouble={showChecks} /> : null}
          </div>
          {may.write ? (
            <>
              <div
                className={`min-h-6 min-w-0 flex-1 max-sm:order-1 sm:text-right min-[1180px]:grow-0 min-[1180px]:basis-auto ${saved ? "max-sm:col-span-4 max-sm:empty:hidden" : "max-sm:col-span-3"}`}
              >
                <MissingLink />
              </div>
              {saved ? null : <EnabledSwitch />}
              <SubmitButton isPending={submission.isPending} />
            </>
          ) : null}
        </div>
      </fieldset>
    </div>
  );
}
