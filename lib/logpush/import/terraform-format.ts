import type { Json } from "../job/job.ts";
import { isKnown } from "./terraform-expression.ts";
import { writeTerraformJson } from "./terraform-json.ts";
import { asFlag, asNumber } from "./terraform-operators.ts";

const verb = /%(?:%|([-+ 0]*)(\d{0,3})(?:\.(\d{1,2}))?(?:\[(\d{1,3})\])?([a-zA-Z]))/g;

type Verb = { flags: string; width: number; precision?: number; letter: string };

/**
 * Terraform's `format`: the verbs %s, %d, %v, %q, %t and %f with flags, width, precision and argument numbers.
 * Undefined for any other verb and for arguments that do not fit.
 */
export function formatText(spec: string, args: Json[]): string | undefined {
  let next = 0;
  let isFine = !spec.replace(verb, "").includes("%");
  const text = spec.replace(verb, (found, flags = "", width = "", precision, place, letter) => {
    if (found === "%%") return "%";
    if (place !== undefined) next = Number(place) - 1;
    const written = writeArgument(args[next], {
      flags,
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      letter,
    });
    next += 1;
    isFine &&= written !== undefined;
    return written ?? "";
  });
  return isFine ? text : undefined;
}

function writeArgument(value: Json | undefined, { flags, width, precision, letter }: Verb): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && !isKnown(value)) {
    return "sv".includes(letter) && width === 0 && precision === undefined ? value : undefined;
  }
  const text = writePlain(value, letter, precision);
  if (text === undefined) return undefined;
  const isNumber = "df".includes(letter);
  const signed = isNumber && flags.includes("+") && !text.startsWith("-") ? `+${text}` : text;
  if (flags.includes("-")) return signed.padEnd(width);
  if (!(flags.includes("0") && isNumber)) return signed.padStart(width);
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/s.exec(signed) ?? [];
  return sign + digits.padStart(width - sign.length, "0");
}

function writePlain(value: Json, letter: string, precision: number | undefined): string | undefined {
  const number = asNumber(value);
  switch (letter) {
    case "s":
      return writeText(value, precision);
    case "v":
      return typeof value === "object" ? writeTerraformJson(value) : String(value);
    case "q":
      return typeof value === "string" ? JSON.stringify(value) : undefined;
    case "t":
      return asFlag(value) === undefined ? undefined : String(asFlag(value));
    case "d":
      return number === undefined || !Number.isSafeInteger(Math.trunc(number)) ? undefined : String(Math.trunc(number));
    case "f":
      return number === undefined || Math.abs(number) >= 1e21 ? undefined : number.toFixed(precision ?? 6);
    default:
      return undefined;
  }
}

function writeText(value: Json, precision: number | undefined): string | undefined {
  if (typeof value === "object") return undefined;
  return precision === undefined ? String(value) : Array.from(String(value)).slice(0, precision).join("");
}
