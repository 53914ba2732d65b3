import { SignInPage } from "#components/sign-in/sign-in-page.tsx";
import { readEnv } from "#lib/server/env/env.ts";

/** In place of a page that only people who are signed in may see; the address stays, so that it opens afterwards. */
export default function Unauthorized() {
  return <SignInPage kind={readEnv().auth.kind} />;
}
