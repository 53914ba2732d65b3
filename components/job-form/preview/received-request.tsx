import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import { splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { formatPair } from "#lib/logpush/destination/pair.ts";
import { isSecretPair } from "#lib/logpush/destination/secret.ts";
import { maskValue } from "#lib/logpush/destination/shown-text.ts";
import { isKept, isPlusUnsure, pairOf, sentRows } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { placeholders } from "#lib/logpush/job/placeholders.ts";
import { useShowSecrets } from "../show-secrets.tsx";
import { SampleBatch } from "./sample-batch.tsx";
import { gapStyle } from "./string-groups.ts";

/** "What your server receives": request line, decoded headers and a sample of the records. */
export function ReceivedRequest({ values, fields }: { values: JobFormValues; fields: FieldList }) {
  const { isShown } = useShowSecrets();
  const { host, port, path } = splitEndpoint(values.endpoint);
  const show = (row: QueryRow) =>
    isKept(row) ? mask : isSecretPair(row) && !isShown ? maskValue(row.value) : row.value;
  const rows = sentRows(values.query).map(({ row }) => row);
  const parameters = rows
    .filter(({ kind }) => kind === "param")
    .map((row) => (isKept(row) ? `${row.name}=${mask}` : showParameter(row, isShown)));
  const typed = rows
    .filter(({ kind }) => kind === "header")
    .map((row, index) => ({
      id: `row-${index}`,
      name: row.name,
      value: show(row),
      isOpen: isPlusUnsure(row),
    }));
  const own = [
    { id: "host", name: "Host", value: port ? `${host}:${port}` : host, isOpen: false },
    { id: "agent", name: "User-Agent", value: "Go-http-client/2.0", isOpen: false },
    { id: "encoding", name: "Content-Encoding", value: "gzip", isOpen: false },
  ].filter(({ name }) => !typed.some((header) => header.name.toLowerCase() === name.toLowerCase()));

  return (
    <section
      aria-label="What your server receives"
      translate="no"
      className="grid gap-3 px-4 py-3 font-mono text-xs leading-4.5"
    >
      <div>
        <p className="pl-4 -indent-4 [overflow-wrap:anywhere]">
          <span className="text-code-header">POST</span> {path || "/"}
          {parameters.length > 0 ? <span className="text-code-param">?{parameters.join("&")}</span> : null}{" "}
          <span className="text-muted">HTTP/2</span>
        </p>
        <ul aria-label="Request headers">
          {[...own, ...typed].map(({ id, name, value, isOpen }) => (
            <li key={id} className="pl-4 -indent-4 [overflow-wrap:anywhere]">
              <span className="text-code-header">{name}:</span>{" "}
              <span
                className={`whitespace-pre-wrap ${value === placeholders.headerValue ? gapStyle : "text-code-value"}`}
              >
                {value}
              </span>
              {isOpen ? <span className="font-sans text-muted"> (each + may arrive as a space)</span> : null}
            </li>
          ))}
        </ul>
      </div>
      <SampleBatch values={values} fields={fields} />
      <p className="font-sans text-muted">The test request contains {'{"content":"tests"}'} instead.</p>
    </section>
  );
}

/** A parameter reaches the server as it stands in the URL. */
function showParameter(row: QueryRow, isShown: boolean): string {
  const text = formatPair(pairOf(row));
  return isSecretPair(row) && !isShown ? `${text.slice(0, text.indexOf("=") + 1)}${mask}` : text;
}
