import { Button } from "#components/ui/button.tsx";
import { type PlusReading, plusLabels } from "#lib/logpush/destination/plus.ts";

type PlusQuestionProps = {
  /** Why the answer matters, unless an error beside the field says it. */
  message?: string | undefined;
  onAnswer: (reading: PlusReading) => void;
};

/** A raw `+` in a value: what it means, only the person knows. */
export function PlusQuestion({ message, onAnswer }: PlusQuestionProps) {
  return (
    <fieldset className="mt-1.5 min-w-0 text-xs">
      <legend className="text-warn">The + in this value: a space, or a plus?</legend>
      {message ? <p className="text-muted">{message}</p> : null}
      <div className="mt-1 flex flex-wrap gap-1.5">
        {(["space", "plus"] as const).map((reading) => (
          <Button key={reading} size="small" onClick={() => onAnswer(reading)}>
            {plusLabels[reading]}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
