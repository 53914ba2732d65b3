import "server-only";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { mostChosen } from "#lib/logpush/list/selection.ts";
import { findJobPlaces } from "#lib/store/inventory.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { filterOf, orderOf, statesOfView } from "../inventory/list-query.ts";

/** The keys of all jobs of a view, so that a selection can go beyond the page: at most as many as one action takes. */
export const findJobKeysQuery = defineQueryCase(
  { name: "findJobKeys", role: "viewer", parse: parseView },
  async ({ store, realm }, view): Promise<string[]> => {
    const query = { realm, ...filterOf(view), states: statesOfView(view), order: orderOf(view), limit: mostChosen };
    const places = await findJobPlaces(store.db, query);
    return places.map((place) => `${place.scope}/${place.job_id}`);
  },
);
