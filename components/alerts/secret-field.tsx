import { type ReactNode, type Ref, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PasswordInput } from "#components/ui/password-input.tsx";
import type { ChannelFormField } from "#lib/logpush/alerts/channel-form.ts";
import { fieldId } from "./channel-form-data.ts";

type SecretFieldProps = {
  field: ChannelFormField;
  label: string;
  /** Whether a value is stored, which is kept until it is replaced. */
  isSaved: boolean;
  error: string | undefined;
  help?: ReactNode;
  placeholder?: string;
  /** A button beside the input. */
  tool?: (input: { set: (value: string) => void }) => ReactNode;
};

/** A secret of a channel: typed for a new one; for a saved one kept, or replaced. It is never shown again. */
export function SecretField({ isSaved, ...props }: SecretFieldProps) {
  const { field, label, error } = props;
  const [isReplaced, setIsReplaced] = useState(false);
  if (!isSaved || isReplaced) {
    return <Typed {...props} isFocused={isReplaced} onKeep={isSaved ? () => setIsReplaced(false) : undefined} />;
  }
  return (
    <Field id={fieldId(field)} label={label} error={error}>
      <div className="flex items-center gap-2">
        <Input
          {...fieldProps(fieldId(field), { error })}
          readOnly
          value="Saved"
          className="text-muted"
          title="The saved value is kept"
        />
        <Button className="h-9" aria-label={`Replace ${label}`} onClick={() => setIsReplaced(true)}>
          Replace
        </Button>
      </div>
    </Field>
  );
}

type TypedProps = Omit<SecretFieldProps, "isSaved"> & { isFocused: boolean; onKeep: (() => void) | undefined };

function Typed({ field, label, error, help, placeholder, tool, isFocused, onKeep }: TypedProps) {
  const [isShown, setIsShown] = useState(false);
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const ref: Ref<HTMLInputElement> = setInput;

  function set(value: string) {
    if (input) input.value = value;
    setIsShown(true);
  }

  return (
    <Field id={fieldId(field)} label={label} error={error} help={help}>
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <PasswordInput
            {...fieldProps(fieldId(field), { error, help })}
            ref={ref}
            name={field}
            what={label}
            isShown={isShown}
            onShow={setIsShown}
            font="mono"
            autoComplete="new-password"
            autoFocus={isFocused}
            placeholder={placeholder}
            data-1p-ignore
            data-lpignore="true"
            data-bwignore
          />
        </div>
        {tool?.({ set })}
        {onKeep ? (
          <Button className="h-9" aria-label={`Keep saved ${label}`} onClick={onKeep}>
            Keep saved
          </Button>
        ) : null}
      </div>
    </Field>
  );
}
