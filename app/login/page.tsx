import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInPage } from "#components/sign-in/sign-in-page.tsx";
import { findCaller } from "#lib/server/authorise.ts";
import { readEnv } from "#lib/server/env.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage() {
  if (await findCaller()) redirect("/");
  return <SignInPage kind={readEnv().auth.kind} />;
}
