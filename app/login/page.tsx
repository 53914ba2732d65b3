import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInPage } from "#components/sign-in/sign-in-page.tsx";
import { findCaller } from "#lib/server/auth/authorise.ts";
import { readEnv } from "#lib/server/env/env.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage() {
  if (await findCaller()) redirect("/");
  return <SignInPage kind={readEnv().auth.kind} />;
}
