import { Button } from "#components/ui/button.tsx";
import type { FieldsProps } from "./channel-form-data.ts";
import { SecretField } from "./secret-field.tsx";

/** An HTTPS endpoint that gets signed JSON. */
export function WebhookFields({ saved, errors }: FieldsProps) {
  return (
    <>
      <SecretField
        field="url"
        label="URL"
        isSaved={saved?.secrets.includes("url") === true}
        error={errors.url}
        placeholder="https://hooks.example.com/headgate"
        help="HTTPS. Stored encrypted, because it may contain a token."
      />
      <SecretField
        field="signingSecret"
        label="Signing secret"
        isSaved={saved?.secrets.includes("signingSecret") === true}
        error={errors.signingSecret}
        placeholder="whsec_…"
        help="Signs each message. Copy it to the endpoint now: it is not shown again."
        tool={({ set }) => (
          <Button className="h-9" onClick={() => set(newSigningSecret())}>
            Generate
          </Button>
        )}
      />
    </>
  );
}

/** An incoming webhook of Slack, or of a chat that accepts the same JSON. */
export function SlackFields({ saved, errors }: FieldsProps) {
  return (
    <SecretField
      field="url"
      label="Webhook URL"
      isSaved={saved?.secrets.includes("url") === true}
      error={errors.url}
      placeholder="https://hooks.slack.com/services/…"
      help="An incoming webhook of Slack, Mattermost, Rocket.Chat, or Discord with /slack at the end."
    />
  );
}

/** 32 random bytes, as Standard Webhooks writes its secrets. */
function newSigningSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
