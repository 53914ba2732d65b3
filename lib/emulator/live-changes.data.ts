/**
 * How this emulator's lists of fields differ from the catalogue, to show that a client follows a live list: Cloudflare
 * adds and removes fields every few weeks. The added names are invented; Cloudflare has no such fields.
 */
export const LIVE_CHANGES: { [dataset: string]: { added?: [name: string, type: string][]; removed?: string[] } } = {
  "zones/http_requests": {
    added: [
      ["EdgeEmulatorPool", "string"],
      ["EdgeEmulatorQueueMs", "int"],
    ],
  },
  "zones/page_shield_events": { removed: ["URLContainsCDNCGIPath"] },
};
