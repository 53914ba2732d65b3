import { Logo } from "#components/layout/logo.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignInLink } from "./sign-in-link.tsx";

/** How people sign in here; `open` has nobody sign in. */
export type SignInKind = "open" | "link" | "password" | "access" | "token";

/** The way in, in place of any page that only people who are signed in may see. */
export function SignInPage({ kind }: { kind: SignInKind }) {
  return (
    <div className="mx-auto grid max-w-sm gap-5 py-12 sm:py-20">
      <div className="grid justify-items-center gap-3 text-center">
        <Logo className="size-10 text-muted" />
        <h1 className="font-semibold text-title tracking-tight">Sign in to Headgate</h1>
      </div>
      <Way kind={kind} />
    </div>
  );
}

function Way({ kind }: { kind: SignInKind }) {
  if (kind === "password") {
    return <SignInForm label="Password" kind={kind} help="Ask your administrator for the password." />;
  }
  if (kind === "token") {
    return (
      <SignInForm
        label="Cloudflare API token"
        kind={kind}
        help="Needs Logs: Edit. Kept in an encrypted cookie for at most 8 hours; the server doesn’t store it."
      />
    );
  }
  if (kind === "link") return <SignInLink />;
  return (
    <Callout tone="warn" title="Cloudflare Access didn’t identify you">
      Open Headgate at the address that Access protects. If you did, ask your administrator to check
      HEADGATE_ACCESS_TEAM and HEADGATE_ACCESS_AUD.
    </Callout>
  );
}
