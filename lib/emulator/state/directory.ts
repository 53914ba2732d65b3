import type { Scope } from "./model.ts";
import { SEED_ACCOUNTS, SEED_ZONES } from "./seed.data.ts";

export type Account = { id: string; name: string; type: string; created_on: string };
export type Zone = {
  id: string;
  name: string;
  status: string;
  paused: boolean;
  type: string;
  account: { id: string; name: string };
  plan: { id: string; name: string };
  created_on: string;
};
export type Directory = { accounts: Account[]; zones: Zone[] };

const CREATED_ON = "2024-02-29T08:00:00Z";
const FREE_PLAN = "Free Website";

/** The accounts and zones that exist; fixed, so that ids in tests and bookmarks stay good. */
export function createDirectory(): Directory {
  const accounts = SEED_ACCOUNTS.map((account) => ({ ...account, type: "standard", created_on: CREATED_ON }));
  const zones = SEED_ZONES.map(({ accountId, plan, ...zone }) => ({
    ...zone,
    paused: false,
    type: "full",
    account: { id: accountId, name: accounts.find((account) => account.id === accountId)?.name ?? "" },
    plan: { id: plan.toLowerCase().replaceAll(" ", "-"), name: plan },
    created_on: CREATED_ON,
  }));
  return { accounts, zones };
}

/** Bot Management fields are refused on a free zone. */
export function hasBotManagement(directory: Directory, scope: Scope): boolean {
  return directory.zones.find((zone) => zone.id === scope.id)?.plan.name !== FREE_PLAN;
}
