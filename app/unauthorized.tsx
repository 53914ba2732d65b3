import { SignInPage } from "#components/sign-in/sign-in-page.tsx";
import { readEnv } from "#lib/server/env/env.ts";

/** Shown instead of a page for signed-in people. The address stays, so the page opens after the sign-in. */
export default function Unauthorized() {
  return <SignInPage kind={readEnv().auth.kind} />;
}
