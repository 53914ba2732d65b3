"use client";

import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import { splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { formatPair } from "#lib/logpush/destination/pair.ts";
import { isSecretPair } from "#lib/logpush/destination/secret.ts";
import { isKept, isPlusUnsure, pairOf, sentRows } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { useShowSecrets } from "../show-secrets.tsx";
import { SampleBatch } from "./sample-batch.tsx";

/** "What your server receives": request line, decoded headers and a sample of the records. */
export function ReceivedRequest({ values, fields }: { values: JobFormValues; fields: FieldList }) {
  const { isShown: isRevealed, setIsShown: setIsRevealed } = useShowSecrets();
  const { host, port, path } = splitEndpoint(values.endpoint);
  const show = (row: QueryRow, text: string) => (isKept(row) || (isSecretPair(row) && !isRevealed) ? mask : text);
  const rows = sentRows(values.query).map(({ row }) => row);
  const parameters = rows
    .filter(({ kind }) => kind === "param")
    .map((row) => (isKept(row) ? `${row.name}=${mask}` : showParameter(row, isRevealed)));
  const typed = rows
    .filter(({ kind }) => kind === "header")
    .map((row, index) => ({
      id: `row-${index}`,
      name: row.name,
      value: show(row, row.value),
      isOpen: isPlusUnsure(row),
    }));
  const own = [
    { id: "host", name: "Host", value: port ? `${host}:${port}` : host, isOpen: false },
    { id: "agent", name: "User-Agent", value: "Go-http-client/2.0", isOpen: false },
    { id: "encoding", name: "Content-Encoding", value: "gzip", isOpen: false },
  ].filter(({ name }) => !typed.some((header) => header.name.toLowerCase() === name.toLowerCase()));
  const hasSecret = rows.some((row) => !isKept(row) && isSecretPair(row));

  return (
    <Panel
      title="What your server receives"
      tools={
        hasSecret ? (
          <Button size="small" aria-pressed={isRevealed} onClick={() => setIsRevealed(!isRevealed)}>
            {isRevealed ? "Hide secrets" : "Show secrets"}
          </Button>
        ) : null
      }
    >
      <div translate="no" className="grid gap-3 p-3 font-mono text-xs leading-5">
        <p className="text-sm [overflow-wrap:anywhere]">
          <span className="text-code-header">POST</span> {path || "/"}
          {parameters.length > 0 ? <span className="text-code-param">?{parameters.join("&")}</span> : null}{" "}
          <span className="text-muted">HTTP/2</span>
        </p>
        <ul aria-label="Request headers" className="grid gap-0.5">
          {[...own, ...typed].map(({ id, name, value, isOpen }) => (
            <li key={id} className="[overflow-wrap:anywhere]">
              <span className="text-code-header">{name}:</span>{" "}
              <span className="whitespace-pre-wrap text-code-value">{value}</span>
              {isOpen ? <span className="font-sans text-muted"> (each + may arrive as a space)</span> : null}
            </li>
          ))}
        </ul>
        <div className="border-line border-t pt-2">
          <SampleBatch values={values} fields={fields} />
          <p className="mt-1 font-sans text-muted">The test request holds {'{"content":"tests"}'} instead.</p>
        </div>
      </div>
    </Panel>
  );
}

/** A parameter reaches the server as it stands in the URL. */
function showParameter(row: QueryRow, isRevealed: boolean): string {
  const text = formatPair(pairOf(row));
  return isSecretPair(row) && !isRevealed ? `${text.slice(0, text.indexOf("=") + 1)}${mask}` : text;
}
