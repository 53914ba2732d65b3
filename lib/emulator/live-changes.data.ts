/**
 * How this emulator's own lists of fields differ from the catalogue, so that a client can be seen to follow a live list:
 * Cloudflare adds and drops fields every few weeks. The added names are invented; Cloudflare has no such fields.
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
