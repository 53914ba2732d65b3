import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { AppError } from "#lib/logpush/result.ts";

/**
 * Adds the form field to a refusal that names the dataset or a log field. Cloudflare's codes do not distinguish them
 * (1002 and 1004 have many causes), so the text decides.
 */
export function placeRefusal(exception: AppException): AppException {
  const at = exception.error.at ?? placeOf(exception.error);
  return at === undefined ? exception : new AppException({ ...exception.error, at });
}

function placeOf({ code, upstream }: AppError): string | undefined {
  if (code === "E_FIELDS_PLAN") return "fieldNames";
  if (code === "E_PERMISSION_PII") return "dataset";
  if (code !== "E_UPSTREAM_REFUSED") return undefined;
  const text = upstream?.errors.map(({ message }) => message).join("\n") ?? "";
  if (/\b(?:unknown|invalid) field\b/i.test(text)) return "fieldNames";
  return /\b(?:unknown|invalid|unsupported) dataset\b|\bdataset "[^"]*" is not available\b/i.test(text)
    ? "dataset"
    : undefined;
}
