"use client";

import { Download } from "lucide-react";
import { useTransition } from "react";
import { Button } from "./button.tsx";
import { callAction } from "./call-action.ts";
import { fetchResult } from "./fetch-result.ts";
import { showToast } from "./toast.ts";

type ExportButtonProps<T> = {
  /** Where the rows are read. */
  address: string;
  fileName: string;
  toCsv: (value: T) => Promise<string>;
};

/** Saves all matching rows, not only those of this page. */
export function ExportButton<T>({ address, fileName, toCsv }: ExportButtonProps<T>) {
  const [isPending, startExport] = useTransition();
  const save = () =>
    startExport(async () => {
      const result = await callAction(() => fetchResult<T>(address));
      if (!result.ok) {
        showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
        return;
      }
      const { download } = await import("./download.ts");
      download(await toCsv(result.value), fileName, "text/csv");
    });
  return (
    <Button size="small" aria-disabled={isPending} aria-busy={isPending} onClick={() => isPending || save()}>
      <Download aria-hidden className="size-3.5" />
      Export CSV
    </Button>
  );
}
