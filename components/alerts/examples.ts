/** Both verify like the library of Standard Webhooks, with nothing installed. */
export const verifyNode = `import { createHmac, timingSafeEqual } from "node:crypto";

// body: the bytes as they came, before any parsing
export function isOurs(headers, body, secret) {
  const id = headers["webhook-id"], time = headers["webhook-timestamp"];
  if (!id || Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const right = createHmac("sha256", key).update(id + "." + time + ".").update(body).digest();
  return headers["webhook-signature"].split(" ").some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return given.length === right.length && timingSafeEqual(given, right);
  });
}
`;

export const verifyPython = `import base64, hashlib, hmac, time

# body: the bytes as they came, before any parsing
def is_ours(headers, body, secret):
    message_id, sent = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(sent)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{sent}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = [one.removeprefix("v1,") for one in headers["webhook-signature"].split()]
    return any(hmac.compare_digest(one, right) for one in given)
`;

export function scrapeConfig(port: number, hasToken: boolean): string {
  const access = hasToken ? "    authorization:\n      credentials_file: /etc/prometheus/headgate-token\n" : "";
  return `scrape_configs:
  - job_name: headgate
    scrape_interval: 60s
${access}    static_configs:
      - targets: ["127.0.0.1:${port}"]
`;
}

export const alertRules = `groups:
  - name: headgate
    rules:
      - alert: LogpushJobFailing
        expr: headgate_job_state{state=~"failing|disabled-by-failure"} == 1
        for: 5m
        annotations:
          summary: "Logpush job {{ $labels.name }} ({{ $labels.dataset }}) is {{ $labels.state }}"
      - alert: LogpushDeliveryOld
        expr: time() - headgate_job_last_delivery_timestamp_seconds > 3600 and on (scope, job) headgate_job_enabled == 1
        annotations:
          summary: "No logs of {{ $labels.name }} for an hour"
`;
