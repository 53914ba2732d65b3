import type { Directory } from "../state/directory.ts";
import { type Api, type ApiContext, badIdentifier } from "./context.ts";
import { tokenId } from "./credentials.ts";
import { success } from "./envelope.ts";
import { ApiFailure, ERROR_CODE, invalidRequest } from "./failure.ts";

/** Discovery for clients: zones, accounts and the state of the token. */
export function addDiscoveryRoutes(api: Api, directory: Directory): void {
  api.get("/zones", (context) => {
    const name = context.req.query("name");
    const accountId = context.req.query("account.id");
    const matching = directory.zones.filter(
      (zone) =>
        (name === undefined || matchesName(zone.name, name)) &&
        (accountId === undefined || zone.account.id === accountId),
    );
    return paged(context, matching);
  });
  api.get("/accounts", (context) => paged(context, directory.accounts));
  api.get("/zones/:id", (context) => one(context, directory.zones));
  api.get("/accounts/:id", (context) => one(context, directory.accounts));

  api.get("/user/tokens/verify", (context) => verifyToken(context));
  api.get("/accounts/:id/tokens/verify", (context) => {
    requireKnown(context, directory.accounts);
    return verifyToken(context);
  });
}

/** In the documented name filter an operator precedes the text, as in `contains:burrito`. */
function matchesName(name: string, filter: string): boolean {
  const [, operator = "equal", text = ""] =
    /^(?:(equal|not_equal|starts_with|ends_with|contains|starts_with_case_sensitive|ends_with_case_sensitive|contains_case_sensitive):)?(.*)$/.exec(
      filter,
    ) ?? [];
  if (operator === "equal") return name === text;
  if (operator === "not_equal") return name !== text;
  if (operator.startsWith("starts_with")) return name.startsWith(text);
  if (operator.startsWith("ends_with")) return name.endsWith(text);
  return name.includes(text);
}

const USUAL_PAGE = { fallback: 20, minimum: 5, maximum: 50 };

/** One page of a list, as `page` and `per_page` ask. */
export function paged(context: ApiContext, all: unknown[], bounds: Bounds = USUAL_PAGE): Response {
  const page = readNumber(context, "page", { fallback: 1, minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
  const perPage = readNumber(context, "per_page", bounds);
  const items = all.slice((page - 1) * perPage, page * perPage);
  return success(items, {
    page,
    per_page: perPage,
    count: items.length,
    total_count: all.length,
    total_pages: Math.ceil(all.length / perPage),
  });
}

type Bounds = { fallback: number; minimum: number; maximum: number };

function readNumber(context: ApiContext, name: string, { fallback, minimum, maximum }: Bounds): number {
  const text = context.req.query(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  throw invalidRequest(`${name} must be an integer between ${minimum} and ${maximum}`);
}

function one(context: ApiContext, all: { id: string }[]): Response {
  return success(requireKnown(context, all));
}

/** The item that the path names; throws the refusal for an unknown one. */
export function requireKnown(context: ApiContext, all: { id: string }[]): { id: string } {
  const id = context.req.param("id") ?? "";
  if (!/^[0-9a-f]{32}$/.test(id)) throw badIdentifier(context);
  const found = all.find((item) => item.id === id);
  if (!found) throw unknownResource();
  return found;
}

/** Cloudflare does not distinguish a resource without access from one that does not exist. */
export function unknownResource(): ApiFailure {
  return new ApiFailure(403, ERROR_CODE.unauthorizedResource, "Unauthorized to access requested resource");
}

function verifyToken(context: ApiContext): Response {
  const credential = context.get("credential");
  if (!credential.isToken) throw new ApiFailure(400, ERROR_CODE.invalidRequest, "this route verifies API tokens only");
  return success({ id: tokenId(credential), status: credential.access === "expired" ? "expired" : "active" });
}
