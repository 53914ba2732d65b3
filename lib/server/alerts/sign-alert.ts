import "server-only";
import { createHmac } from "node:crypto";

type Signed = { id: string; body: string; key: Buffer; nowMs: number };

/**
 * The headers that prove to a receiver that a message is from Headgate and new (Standard Webhooks 1.0, symmetric
 * signature).
 */
export function signAlert({ id, body, key, nowMs }: Signed): [name: string, value: string][] {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return [
    ["webhook-id", id],
    ["webhook-timestamp", timestamp],
    ["webhook-signature", `v1,${signature}`],
  ];
}
