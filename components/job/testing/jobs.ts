import { ago, type RawJob } from "./job-data.ts";

const output = { field_names: ["Action", "ClientIP", "RayID"], timestamp_format: "rfc3339" };
const secret = "header_Authorization=Bearer%20FAKE-SECRET";

/** A job in each state that is worth a word, as Cloudflare returns it. */
export const jobs = {
  healthy: {
    ...{ id: 1001, name: "burrito-requests", dataset: "http_requests", enabled: true, output_options: output },
    destination_conf: `https://receiver.headgate.test/ok?${secret}&tags=host:theburritobot.com,dataset:http_requests`,
    last_complete: ago(0.01),
  },
  failing: {
    ...{ id: 1002, name: "theburritobot.com-waf", dataset: "firewall_events", enabled: true, output_options: output },
    destination_conf: `https://receiver.headgate.test/401?${secret}&header_Content-Type=application%2Fjson`,
    ...{ last_complete: ago(3), last_error: ago(0.01) },
    error_message: 'error 401: error pushing: error uploading to https: 401 {"error":"unauthorized"}',
  },
  quiet: {
    ...{ id: 1005, name: "spectrum-quiet", dataset: "spectrum_events", enabled: true, output_options: output },
    ...{ destination_conf: `https://receiver.headgate.test/quiet?${secret}`, last_complete: ago(9) },
  },
  waiting: {
    ...{ id: 1006, name: "nel-first-day", dataset: "nel_reports", enabled: true, output_options: output },
    destination_conf: `https://receiver.headgate.test/pending?${secret}`,
  },
  disabled: {
    ...{ id: 1007, name: "shop-paused", dataset: "http_requests", enabled: false, output_options: output },
    ...{ destination_conf: `https://receiver.headgate.test/ok?${secret}`, last_complete: ago(144) },
  },
  givenUp: {
    ...{ id: 1008, name: "shop-given-up", dataset: "firewall_events", enabled: false, output_options: output },
    ...{
      destination_conf: `https://receiver.headgate.test/500?${secret}`,
      last_complete: ago(72),
      last_error: ago(48),
    },
    error_message: "error 500: error pushing: error uploading to https: status:500",
  },
} satisfies Record<string, RawJob>;
