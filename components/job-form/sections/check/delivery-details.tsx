import type { ReactNode } from "react";
import { LazyDetails } from "#components/ui/lazy-details.tsx";
import type { Certificate, CertificateProblem, DeliveryTrace, TlsFacts } from "#lib/logpush/delivery/trace.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { phaseWords } from "./phase-words.ts";

/** Everything that one test delivery showed. */
export function DeliveryDetails({ trace }: { trace: DeliveryTrace }) {
  const { kind, records, textBytes, sentBytes, address, isBuiltIn, answer, failure, tls } = trace;
  const what =
    kind === "probe" ? "Cloudflare’s test object" : `${records} invented ${records === 1 ? "record" : "records"}`;
  return (
    <LazyDetails summary="Details of the delivery">
      <dl className="grid gap-x-4 gap-y-1.5 text-xs sm:grid-cols-[auto_minmax(0,1fr)]">
        <Fact name="Sent">
          {what}: {bytes(textBytes)}, gzip {bytes(sentBytes)}
        </Fact>
        <Fact name="To">{isBuiltIn ? "the test receiver, inside Headgate" : (address ?? "no connection")}</Fact>
        {answer ? (
          <>
            <Fact name="Answer">
              {answer.status}
              {answer.contentType ? `, ${answer.contentType}` : ", no Content-Type"}
            </Fact>
            {answer.location ? <Fact name="Redirects to">{answer.location}</Fact> : null}
          </>
        ) : null}
        {failure ? (
          <Fact name="Ended while">
            {phaseWords[failure.phase].toLowerCase()}: <code className="font-mono">{failure.text}</code>
          </Fact>
        ) : null}
      </dl>
      <Timings timings={trace.timings} />
      {tls ? <Tls tls={tls} /> : null}
      {answer?.excerpt ? (
        <div>
          <h4 className="mb-1 font-medium text-xs">Start of the response</h4>
          <pre
            tabIndex={0}
            className="max-h-40 overflow-auto whitespace-pre-wrap rounded-control bg-sunken p-2 font-mono text-xs [overflow-wrap:anywhere]"
          >
            {answer.excerpt}
          </pre>
        </div>
      ) : null}
    </LazyDetails>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** Each phase with its time, and a bar for its part of the whole. */
function Timings({ timings }: Pick<DeliveryTrace, "timings">) {
  const whole = timings.reduce((sum, { ms }) => sum + ms, 0) || 1;
  return (
    <table className="w-full text-xs">
      <caption className="mb-1 text-left font-medium">Time per phase</caption>
      <tbody>
        {timings.map(({ phase, ms }) => (
          <tr key={phase}>
            <th scope="row" className="w-40 py-0.5 pr-2 text-left font-normal text-muted">
              {phaseWords[phase]}
            </th>
            <td className="w-20 py-0.5 pr-3 text-right font-mono tabular-nums">
              {ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms
            </td>
            <td className="py-0.5">
              <span
                aria-hidden
                className="block h-1.5 min-w-0.5 rounded-full bg-accent"
                style={{ width: `${(ms / whole) * 100}%` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const problemWords: Record<CertificateProblem, string> = {
  expired: "It has expired.",
  "not-yet-valid": "It is not valid yet.",
  "wrong-name": "It is for a different host name.",
  untrusted: "It is not from a public CA.",
  "incomplete-chain": "Its chain is incomplete. Intermediate certificates are missing.",
  other: "It could not be verified.",
};

function Tls({ tls: { protocol, chain, problem } }: { tls: TlsFacts }) {
  return (
    <div>
      <h4 className="mb-1 font-medium text-xs">Certificate</h4>
      <p className={`mb-1.5 text-xs ${problem ? "text-danger" : "text-ok"}`}>
        {problem ? problemWords[problem] : `From a public CA, over ${protocol}.`}
      </p>
      <ol className="grid gap-1.5">
        {chain.map((certificate) => (
          <ChainItem key={`${certificate.subject} ${certificate.validTo}`} certificate={certificate} />
        ))}
      </ol>
    </div>
  );
}

function ChainItem({ certificate: { subject, issuer, validFrom, validTo, names } }: { certificate: Certificate }) {
  return (
    <li className="rounded-control bg-sunken px-2 py-1.5 text-xs [overflow-wrap:anywhere]">
      <p className="font-medium">{subject}</p>
      <p className="text-muted">
        issued by {issuer}, valid {validFrom.slice(0, 10)} to {validTo.slice(0, 10)}
        {names.length > 0 ? `, for ${names.slice(0, 6).join(", ")}${names.length > 6 ? " …" : ""}` : ""}
      </p>
    </li>
  );
}

function bytes(count: number): string {
  return `${formatCount(count)} B`;
}
