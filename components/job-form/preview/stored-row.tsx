import { memo } from "react";
import { fieldId } from "../use-field.ts";
import type { StoredPart } from "./stored-parts.ts";

const dots: Partial<Record<StoredPart["label"], string>> = {
  Host: "bg-code-host",
  Header: "bg-code-header",
  Parameter: "bg-code-param",
};

/** One part; its name leads to its field. */
export const StoredRow = memo(function StoredRow({ label, field, stored, read, isMissing }: StoredPart) {
  const dot = dots[label];
  return (
    <tr className="border-line-soft border-b align-top hover:bg-hover">
      <td className="py-2 pl-4">
        <button
          type="button"
          tabIndex={-1}
          className="inline-flex items-center gap-1.5 hover:underline"
          onClick={() => document.getElementById(fieldId(field))?.focus()}
        >
          {dot ? <span aria-hidden className={`size-2 rounded-xs ${dot}`} /> : null}
          {label}
        </button>
      </td>
      <td translate="no" className="px-2 py-2 font-mono [overflow-wrap:anywhere]">
        {stored}
      </td>
      <td className="py-2 pr-4 pl-2 [overflow-wrap:anywhere]">
        {isMissing ? (
          <span className="text-danger">{label === "Host" || label === "Path" ? "Missing" : "Value missing"}</span>
        ) : read === undefined ? (
          <span className="text-muted">unchanged</span>
        ) : (
          <span translate="no" className="whitespace-pre-wrap font-mono">
            {read}
          </span>
        )}
      </td>
    </tr>
  );
});
