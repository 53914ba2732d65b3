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
  owner: { id: string; name: string; type: string };
  meta: {
    cdn_only: boolean;
    custom_certificate_quota: number;
    dns_only: boolean;
    page_rule_quota: number;
    step: number;
  };
  /** Seconds until development mode ends; 0 while it is off. */
  development_mode: number;
  name_servers: string[];
  original_name_servers: string[] | null;
  original_registrar: string | null;
  original_dnshost: string | null;
  created_on: string;
  modified_on: string;
  activated_on: string | null;
};
export type Directory = { accounts: Account[]; zones: Zone[] };
/** What differs between accounts and between zones. */
export type DirectorySeed = {
  accounts: { id: string; name: string }[];
  zones: { id: string; name: string; status: string; plan: string; accountId: string }[];
};

const CREATED_ON = "2024-02-29T08:00:00Z";
const FREE_PLAN = "Free Website";

/** The accounts and zones that exist; fixed, so that IDs in tests and bookmarks stay valid. */
export function createDirectory(seed: DirectorySeed = { accounts: SEED_ACCOUNTS, zones: SEED_ZONES }): Directory {
  const accounts = seed.accounts.map((account) => ({ ...account, type: "standard", created_on: CREATED_ON }));
  const zones = seed.zones.map(({ accountId, plan, ...zone }) => {
    const account = { id: accountId, name: accounts.find(({ id }) => id === accountId)?.name ?? "" };
    return {
      ...zone,
      paused: false,
      type: "full",
      account,
      plan: { id: plan.toLowerCase().replaceAll(" ", "-"), name: plan },
      owner: { ...account, type: "organization" },
      meta: { cdn_only: false, custom_certificate_quota: 0, dns_only: false, page_rule_quota: 3, step: 2 },
      development_mode: 0,
      name_servers: ["ada.ns.example", "bob.ns.example"],
      original_name_servers: ["ns1.registrar.example", "ns2.registrar.example"],
      original_registrar: null,
      original_dnshost: null,
      created_on: CREATED_ON,
      modified_on: CREATED_ON,
      activated_on: zone.status === "active" ? CREATED_ON : null,
    };
  });
  return { accounts, zones };
}

/** The scopes for which an account is billed: itself and its zones. */
export function scopesOf({ zones }: Directory, accountId: string): Scope[] {
  const own = zones.filter(({ account }) => account.id === accountId);
  return [{ kind: "accounts", id: accountId }, ...own.map(({ id }): Scope => ({ kind: "zones", id }))];
}

/** Whether a zone or account exists here; a state file can have jobs of a larger fleet. */
export function hasScope(directory: Directory, { kind, id }: Scope): boolean {
  return directory[kind].some((item) => item.id === id);
}

/** The account of a zone, or the account itself; transformers belong to it. */
export function accountOf({ zones }: Directory, scope: Scope): string | undefined {
  return scope.kind === "accounts" ? scope.id : zones.find(({ id }) => id === scope.id)?.account.id;
}

/** Bot Management fields are refused on a free zone. */
export function hasBotManagement(directory: Directory, scope: Scope): boolean {
  return directory.zones.find((zone) => zone.id === scope.id)?.plan.name !== FREE_PLAN;
}
