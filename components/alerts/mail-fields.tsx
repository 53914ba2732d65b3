import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import type { MailEncryption } from "#lib/logpush/alerts/channel.ts";
import type { ChannelFormField } from "#lib/logpush/alerts/channel-form.ts";
import { type FieldsProps, fieldId } from "./channel-form-data.ts";
import { SecretField } from "./secret-field.tsx";

const encryptionWords: Record<MailEncryption, string> = {
  starttls: "STARTTLS (port 587 or 25)",
  tls: "TLS (port 465)",
  none: "None (private relay)",
};

/** A mail server, and who gets the mail. */
export function MailFields({ saved, errors }: FieldsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem_14rem]">
        <MailInput
          {...{ field: "host", label: "Mail server", errors }}
          saved={saved?.host}
          placeholder="smtp.example.com"
        />
        <MailInput {...{ field: "port", label: "Port", errors }} saved={saved?.port ?? "587"} inputMode="numeric" />
        <Field id={fieldId("encryption")} label="Encryption" error={errors.encryption}>
          <Select
            {...fieldProps(fieldId("encryption"), { error: errors.encryption })}
            name="encryption"
            defaultValue={saved?.encryption}
          >
            {Object.entries(encryptionWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <MailInput
          {...{ field: "username", label: "User name", errors }}
          saved={saved?.username}
          help="Leave empty for a relay without sign-in."
        />
        <SecretField
          field="password"
          label="Password"
          isSaved={saved?.secrets.includes("password") === true}
          error={errors.password}
          help="Sent only over TLS."
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <MailInput
          {...{ field: "from", label: "From", errors }}
          saved={saved?.from}
          placeholder="headgate@example.com"
        />
        <MailInput
          {...{ field: "to", label: "To", errors }}
          saved={saved?.to}
          placeholder="oncall@example.com"
          help="One or more addresses, separated by commas."
        />
      </div>
    </>
  );
}

type MailInputProps = Pick<FieldsProps, "errors"> & {
  field: ChannelFormField;
  label: string;
  saved: string | undefined;
  help?: string;
  placeholder?: string;
  inputMode?: "numeric";
};

function MailInput({ field, label, errors, saved, help, placeholder, inputMode }: MailInputProps) {
  const error = errors[field];
  return (
    <Field id={fieldId(field)} label={label} help={help} error={error}>
      <Input
        {...fieldProps(fieldId(field), { help, error })}
        {...{ name: field, placeholder, inputMode }}
        defaultValue={saved ?? ""}
      />
    </Field>
  );
}
