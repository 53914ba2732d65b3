import { formError } from "../errors/form-error.ts";
import type { AppError } from "../result.ts";
import { decodePercent, encodeStrict } from "./percent.ts";

const at = "endpoint";

/** Splits an endpoint without normalizing it: `authority` is `host[:port]`, `path` is empty or begins with `/`. */
export function splitEndpoint(endpoint: string): {
  scheme: string;
  authority: string;
  host: string;
  port: string;
  path: string;
} {
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/s.exec(endpoint) ?? [];
  const slash = rest.indexOf("/");
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const [, host = authority, port = ""] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority) ?? [];
  return { scheme, authority, host, port, path: slash < 0 ? "" : rest.slice(slash) };
}

/** Rules for every stored https endpoint, so that all URL parsers agree on host and path. */
export function checkEndpointText(endpoint: string): AppError | undefined {
  if (/\s/.test(endpoint)) return formError("E_DEST_SPACE", { at });
  const { authority, host, port, path } = splitEndpoint(endpoint);
  if (authority.includes("@")) return formError("E_DEST_USERINFO", { at });
  if (authority.split(":").length > 2 && !/^\[[^\]]*\](?::|$)/.test(authority)) return formError("E_DEST_HOST", { at });
  if (authority.endsWith(":") || port !== "") {
    if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) return formError("E_DEST_PORT", { at });
  }
  if (host === "" || canonicalHost(host) === undefined) return formError("E_DEST_HOST", { at });
  const decodedPath = decodePercent(path);
  if (!decodedPath.ok) return formError(decodedPath.reason === "escape" ? "E_DEST_ESCAPE" : "E_DEST_UTF8", { at });
  if (/[\u0000-\u001f\u007f]/.test(decodedPath.value)) return formError("E_DEST_CONTROL", { at });
  return undefined;
}

/** Stricter rules for an endpoint that is about to be sent: ASCII only, a canonical host, no `?`. */
export function checkEndpointForSending(endpoint: string): AppError | undefined {
  if (endpoint === "") return formError("E_DEST_EMPTY", { at });
  if (!endpoint.startsWith("https://")) return formError("E_DEST_SCHEME", { at });
  if (endpoint.includes("#")) return formError("E_DEST_FRAGMENT", { at });
  if (endpoint.includes("?")) return formError("E_DEST_QUERY", { at });
  if (endpoint.includes("\\")) return formError("E_DEST_BACKSLASH", { at });
  const error = checkEndpointText(endpoint);
  if (error) return error;
  const { host, path } = splitEndpoint(endpoint);
  const canonical = canonicalHost(host);
  if (canonical !== host.toLowerCase()) {
    return formError("E_DEST_HOST_CANONICAL", { at, params: { canonical: canonical ?? "" } });
  }
  // Characters that WHATWG allows in a name, but that no DNS name of a receiver has.
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(canonical)) return formError("E_DEST_HOST", { at });
  const character = /[^!$&'()*+,\-./0-9:;=@A-Z_a-z~%]/u.exec(path)?.[0];
  if (character) return formError("E_DEST_CHARACTER", { at, params: { character, escaped: encodeStrict(character) } });
  return undefined;
}

/** The host as WHATWG URL parses it (`bücher.de` is `xn--bcher-kva.de`, `2130706433` is `127.0.0.1`), or undefined. */
export function canonicalHost(host: string): string | undefined {
  try {
    return new URL(`https://${host}/`).hostname;
  } catch {
    return undefined;
  }
}
