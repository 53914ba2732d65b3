import { Eye } from "lucide-react";
import { memo } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { destinationToCopy } from "#lib/snippets/secret-variables.ts";
import { useShowSecrets } from "../show-secrets.tsx";

/** The preview's title, the page's one way to show secrets, and a copy of the string. */
export const PreviewHead = memo(function PreviewHead({ canCopy }: { canCopy: boolean }) {
  const { getValues } = useFormContext<JobFormValues>();
  const { isShown, setIsShown } = useShowSecrets();
  return (
    <div className="flex h-11 shrink-0 items-center gap-1 pr-2 pl-4">
      <h2 className="mr-auto font-semibold text-sm">Preview</h2>
      <Button
        variant="quiet"
        size="small"
        aria-pressed={isShown}
        className="gap-1.5 px-2 aria-pressed:bg-chosen aria-pressed:text-fg"
        onClick={() => setIsShown(!isShown)}
      >
        <Eye aria-hidden className="size-3.5" />
        Show secrets
      </Button>
      {canCopy ? <CopyButton variant="quiet" label="Copy" text={() => destinationToCopy(getValues())} /> : null}
    </div>
  );
});
