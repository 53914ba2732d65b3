import type { Says } from "./cause.ts";
import { isDeliveryText } from "./decode.ts";
import type { Facts } from "./facts.ts";
import type { Decoded } from "./weigh.ts";

type Advice = { says: Says; checks: readonly string[] };

const advice = {
  credential: {
    says: [
      "Cloudflare refused the request. The message does not say whether the credential or a permission is the problem.",
      "Check that the token is active and has Logs: Edit for this zone or account.",
    ],
    checks: [
      "The token's status and expiry under My Profile, API Tokens.",
      "The zones and accounts that the token includes.",
      "The rest of the response. Its code and message give more detail.",
    ],
  },
  api: {
    says: [
      "Cloudflare's API refused the request for a reason that Headgate does not recognize.",
      "Read the message: it names what to fix in the request. If this is only part of the response, copy all of it.",
    ],
    checks: [
      "The setting or field that the message names.",
      "The whole response, with code and message.",
      "cloudflarestatus.com, if the same request worked before.",
    ],
  },
  provider: {
    says: [
      "A tool such as Terraform reported this message. Headgate does not recognize it.",
      "Fix the attribute that the message names, then plan again. The request may not have reached Cloudflare's API.",
    ],
    checks: [
      "The attribute and line that the message names.",
      "The provider version, and its documentation for this resource.",
      "The log with TF_LOG=DEBUG. It shows whether the API responded, and how.",
    ],
  },
} as const satisfies Record<string, Advice>;

const providerWords =
  /\bterraform\b|\bprovider\b|\bpulumi\b|invalid (?:attribute|value for|resource)|inconsistent result|to be one of|must be one of|unsupported (?:argument|attribute)|missing required argument|value conversion error/i;

const credentialWords = /\btoken\b|\bauth|\bcredential|\bpermission|\bforbidden\b|\bunauthori/i;

/** "Unknown", with advice that fits who wrote the text and what it is about. */
export function adviseUnknown(facts: Facts): Decoded {
  const kind = kindOf(facts);
  const { apiStatus: status } = facts;
  return { code: "E_CAUSE_UNKNOWN", params: { ...(status !== undefined && { status }) }, ...(kind && advice[kind]) };
}

function kindOf({ text, apiCodes, apiStatus, isApi }: Facts): keyof typeof advice | undefined {
  const isAnswered = apiStatus !== undefined || apiCodes.length > 0;
  if (!isAnswered && isDeliveryText(text)) return undefined;
  if (!isAnswered && providerWords.test(text)) return "provider";
  const isAuthCode = apiCodes.some((code) => (code >= 6000 && code < 7000) || (code >= 9000 && code < 11_000));
  const isAuth =
    apiStatus === 401 || apiStatus === 403 || isAuthCode || (apiStatus === undefined && credentialWords.test(text));
  if (isAuth) return "credential";
  return isAnswered || isApi ? "api" : undefined;
}
