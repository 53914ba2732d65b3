import { Panel } from "#components/ui/panel.tsx";
import { pieceColors } from "./piece-style.ts";

const parts = [
  { kind: "scheme", text: "https://", means: "The protocol. Other schemes are s3, r2, splunk and more." },
  { kind: "host", text: "logs.example.com", means: "Your server, with an optional path." },
  { kind: "prefix", text: "?header_", means: "Starts a request header." },
  { kind: "header-name", text: "Authorization", means: "The header’s name." },
  { kind: "header-value", text: "=Basic%20…", means: "Its value, percent-encoded: a space is %20, a plus %2B." },
  { kind: "param-name", text: "&tags=host:a,env:prod", means: "Without the prefix, it stays in the URL." },
] as const;

/** Before anything is pasted: how such a string is built. */
export function Guide() {
  return (
    <Panel title="How a destination string is built">
      <p translate="no" className="p-3 font-mono text-sm leading-7 [overflow-wrap:anywhere]">
        {parts.map(({ kind, text }) => (
          <span key={text} className={pieceColors[kind]}>
            {text}
          </span>
        ))}
      </p>
      <dl className="grid gap-x-6 gap-y-1.5 border-line border-t p-3 text-table sm:grid-cols-2">
        {parts.map(({ kind, text, means }) => (
          <div key={text} className="flex gap-3">
            <dt className={`w-44 shrink-0 font-mono [overflow-wrap:anywhere] ${pieceColors[kind]}`}>{text}</dt>
            <dd className="text-muted">{means}</dd>
          </div>
        ))}
      </dl>
      <p className="border-line border-t px-3 py-2 text-muted text-xs">
        If one header or parameter is a secret, the whole string is a secret.
      </p>
    </Panel>
  );
}
