import "server-only";
import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from "jose";
import * as z from "zod/mini";
import type { Identity } from "../env/role-rules.ts";

/**
 * The header in which Cloudflare Access sends its proof. Its cookie is not accepted, because browsers attach cookies to
 * requests of other sites too.
 */
export const accessHeader = "cf-access-jwt-assertion";

export type AccessCheck = (assertion: string | null) => Promise<Identity | undefined>;

type AccessOptions = { issuer: string; audience: string; now: () => number; keys?: JWTVerifyGetKey };

const namesSchema = z.array(z.union([z.string(), z.object({ name: z.string() })]));
const claimsSchema = z.object({
  email: z.optional(z.string()),
  common_name: z.optional(z.string()),
  groups: z.catch(z.optional(namesSchema), undefined),
  custom: z.catch(z.optional(z.looseObject({ groups: z.optional(namesSchema) })), undefined),
});

/**
 * Verifies the JWT of Cloudflare Access ("Validate JWTs"): RS256 with the team's published keys, issuer, audience, and
 * times with a tolerance of 30 s. Unknown key ids fetch the keys at most once in 30 s, so that invented ids cost
 * nothing.
 */
export function createAccessCheck({ issuer, audience, now, keys }: AccessOptions): AccessCheck {
  const keySet = keys ?? createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`), keyFetching);
  return async (assertion) => {
    if (assertion === null) return undefined;
    try {
      const { payload } = await jwtVerify(assertion, keySet, {
        ...{ issuer, audience },
        algorithms: ["RS256"],
        clockTolerance: 30,
        requiredClaims: ["exp", "iat"],
        currentDate: new Date(now()),
      });
      return identityOf(payload);
    } catch {
      return undefined;
    }
  };
}

/** The keys change about every six weeks. The last ones serve while new ones cannot be fetched. */
const keyFetching = { cooldownDuration: 30_000, cacheMaxAge: 24 * 3600_000, timeoutDuration: 5000 };

function identityOf(claims: unknown): Identity | undefined {
  const parsed = z.safeParse(claimsSchema, claims);
  if (!parsed.success) return undefined;
  const { email, common_name: service, groups, custom } = parsed.data;
  if (!email && !service) return undefined;
  return {
    ...(email ? { email } : {}),
    ...(service ? { service } : {}),
    groups: [...(groups ?? []), ...(custom?.groups ?? [])].map((one) => (typeof one === "string" ? one : one.name)),
  };
}
