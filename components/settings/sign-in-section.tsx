import { SignOut } from "#components/layout/sign-out.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import type { SettingsView } from "#lib/logpush/settings/settings-view.ts";
import { Code, Fact, Facts, Section } from "./section.tsx";

const ways: Record<SettingsView["signIn"]["kind"], string> = {
  open: "No sign-in. Only this machine can open Headgate.",
  link: "One-time link, printed in the terminal at start.",
  password: "Shared password per role.",
  access: "Cloudflare Access.",
  token: "Each person’s own Cloudflare API token.",
};

/** How people sign in here, and the own session. */
export function SignInSection({ signIn }: Pick<SettingsView, "signIn">) {
  const { kind, person, role, sessions, endsAfterHours, idleMinutes } = signIn;
  const isSignedIn = kind !== "open";
  return (
    <Section
      id="sign-in"
      title="Sign-in"
      about={
        <>
          Set with <Code>HEADGATE_AUTH</Code> at start.
        </>
      }
    >
      <Facts>
        <Fact label="Method">{ways[kind]}</Fact>
        {isSignedIn ? <Fact label="Signed in as">{person === role ? person : `${person} (${role})`}</Fact> : null}
        {sessions === null ? null : (
          <>
            <Fact label="Open sessions">{sessions}</Fact>
            <Fact label="Session length">
              {endsAfterHours} h, or {idleMinutes} min without activity
            </Fact>
          </>
        )}
      </Facts>
      {isSignedIn ? (
        <div className="flex items-center gap-3">
          {kind === "access" ? (
            <a href="/cdn-cgi/access/logout" className={buttonStyle()}>
              Sign out
            </a>
          ) : (
            <SignOut className={buttonStyle()} />
          )}
        </div>
      ) : null}
    </Section>
  );
}
