"use client";

import { Button } from "#components/ui/button.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useFormSetting } from "./form-context.tsx";

/** Sends the form. Its keys work everywhere in the form. */
export function SubmitButton({ isPending }: { isPending: boolean }) {
  const { saved, several } = useFormSetting();
  const isMac = useHydrated() && /Mac|iPhone|iPad/.test(navigator.platform);
  return (
    <>
      <p role="status" className="sr-only">
        {isPending ? (several ? "Planning…" : "Cloudflare is validating the destination…") : ""}
      </p>
      <Button
        type="submit"
        variant="primary"
        disabled={isPending}
        aria-busy={isPending}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        className="max-sm:order-5 max-sm:col-start-4"
      >
        {saved ? "Save changes" : several ? "Review plan" : "Create job"}
        <kbd
          aria-hidden
          className="min-w-9 rounded-[4px] bg-accent-fg/15 px-1.5 py-0.5 text-center font-sans text-[11px] leading-none max-sm:hidden"
        >
          {isMac ? "⌘ ↵" : "Ctrl ↵"}
        </kbd>
      </Button>
    </>
  );
}
