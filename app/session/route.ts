import { answerSession, answerSignIn } from "#lib/server/auth/sign-in.ts";

export const dynamic = "force-dynamic";

export { answerSession as GET, answerSignIn as POST };
