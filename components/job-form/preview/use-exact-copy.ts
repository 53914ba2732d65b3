import type { ClipboardEvent } from "react";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { exactSelection } from "#lib/logpush/destination/shown-text.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { codeParts, markSecrets } from "#lib/snippets/masked-values.ts";

type Write = (values: JobFormValues) => string | undefined;

/** A selection of the masked code that is copied holds the values: a mask is of no use anywhere. */
export function useExactCopy(write: Write, values: JobFormValues): (event: ClipboardEvent<HTMLElement>) => void {
  return (event) => {
    const selection = document.getSelection();
    if (!selection || selection.rangeCount === 0 || !selection.toString().includes(mask)) return;
    const marked = markSecrets(values);
    const parts = marked && codeParts(write(marked) ?? "", write(values) ?? "");
    const range = selection.getRangeAt(0);
    if (!parts || !event.currentTarget.contains(range.commonAncestorContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(event.currentTarget);
    before.setEnd(range.startContainer, range.startOffset);
    const from = before.toString().length;
    event.preventDefault();
    event.clipboardData.setData("text/plain", exactSelection(parts, from, from + range.toString().length));
  };
}
