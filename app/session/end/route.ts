import { answerSignOut } from "#lib/server/auth/sign-in.ts";

export const dynamic = "force-dynamic";

export { answerSignOut as POST };
