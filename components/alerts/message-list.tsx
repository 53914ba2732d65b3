import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { SentMessage } from "#lib/logpush/alerts/alerts-view.ts";

const outcomes = {
  sent: { word: "Sent", mark: "✓", tone: "text-ok" },
  waiting: { word: "Waiting", mark: "…", tone: "text-info" },
  failed: { word: "Not delivered", mark: "✗", tone: "text-danger" },
} satisfies Record<SentMessage["outcome"], { word: string; mark: string; tone: string }>;

type MessageListProps = { messages: SentMessage[]; nowMs: number; isOn: boolean };

/** The last messages, and how it went with each. */
export function MessageList({ messages, nowMs, isOn }: MessageListProps) {
  if (messages.length === 0) {
    return <p className="px-3 py-8 text-center text-muted text-sm">{isOn ? "No alerts yet" : "Alerts are off"}</p>;
  }
  return (
    <section aria-label="Latest messages" tabIndex={0} className="max-h-[32rem] overflow-y-auto -outline-offset-2">
      <ol aria-label="Messages" className="divide-y divide-line">
        {messages.map((message) => (
          <Message key={message.id} message={message} nowMs={nowMs} />
        ))}
      </ol>
    </section>
  );
}

function Message({
  message: { text, createdAt, outcome, tries, lastResult },
  nowMs,
}: {
  message: SentMessage;
  nowMs: number;
}) {
  const { word, mark, tone } = outcomes[outcome];
  return (
    <li className="grid gap-0.5 px-3 py-2.5 text-sm [overflow-wrap:anywhere]">
      <p>
        <bdi>{text}</bdi>
      </p>
      <p className="text-muted text-xs">
        <TimeAgo iso={createdAt} nowMs={nowMs} />
        {" · "}
        <span className={tone}>
          <span aria-hidden>{mark}</span> {word}
        </span>
        {tries > 1 ? ` after ${tries} tries` : ""}
        {lastResult === "" ? "" : ` · ${lastResult}`}
      </p>
    </li>
  );
}
