import { maxTestRecords } from "#lib/logpush/delivery/trace.ts";

/** What a test delivery holds: so many invented records, or without a number Cloudflare's test object. */
export type DeliveryKind = { records?: number };

/** The number in a text; 0 where there is none that could be sent. */
export function readCount(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
}

export function isSendable({ records }: DeliveryKind): boolean {
  return records === undefined || (records >= 1 && records <= maxTestRecords);
}
