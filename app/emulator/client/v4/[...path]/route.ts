import { answerAsEmulator } from "#lib/server/receiver/emulator-http.ts";

export const dynamic = "force-dynamic";

export {
  answerAsEmulator as DELETE,
  answerAsEmulator as GET,
  answerAsEmulator as PATCH,
  answerAsEmulator as POST,
  answerAsEmulator as PUT,
};
