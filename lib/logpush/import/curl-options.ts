/** One option of a command line; `name` is the long form. A plain argument is a `url`. */
export type CurlOption = { name: string; typed: string; value: string };

/** Short options that take a value, and the long names of those that matter here (curl manual). */
const shortNames: Record<string, string> = {
  X: "request",
  H: "header",
  d: "data",
  u: "user",
  G: "get",
  F: "form",
  T: "upload-file",
  K: "config",
  I: "head",
  b: "cookie",
  E: "cert",
  U: "proxy-user",
};
const shortWithValue: ReadonlySet<string> = new Set("AbcCdDeEFHKmoPQrtTuUwxXyYz");

const longWithValue: ReadonlySet<string> = new Set(
  `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
  continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode
  delegation dns-interface dns-servers doh-url dump-header ech engine expect100-timeout form form-string ftp-port
  happy-eyeballs-timeout-ms haproxy-clientip header hostpubmd5 hsts interface ipfs-gateway json keepalive-cnt
  keepalive-time key key-type libcurl limit-rate local-port login-options max-filesize max-redirs max-time netrc-file
  noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy
  proxy-cert proxy-key proxy-header proxy-pass proxy-user proxy1.0 pubkey quote random-file range rate referer request
  request-target resolve retry retry-delay retry-max-time socks4 socks4a socks5 socks5-hostname speed-limit speed-time
  stderr telnet-option time-cond tls-max tls13-ciphers tlsuser trace trace-ascii trace-config unix-socket upload-file
  url url-query user user-agent variable vlan-priority write-out`.split(/\s+/),
);

/** Parses a curl command line. An unknown option counts as one without a value. */
export function listCurlOptions(args: string[]): CurlOption[] {
  const options: CurlOption[] = [];
  let isOnlyUrls = false;
  for (let at = 0; at < args.length; at += 1) {
    const typed = args[at] ?? "";
    if (isOnlyUrls || !typed.startsWith("-") || typed === "-") {
      options.push({ name: "url", typed: "", value: typed });
    } else if (typed === "--") isOnlyUrls = true;
    else if (typed.startsWith("--")) {
      const name = typed.slice(2).replace(/^expand-/, "");
      const hasValue = longWithValue.has(name);
      if (hasValue) at += 1;
      options.push({ name, typed, value: hasValue ? (args[at] ?? "") : "" });
    } else {
      const { found, usesNext } = readShort(typed, args[at + 1] ?? "");
      options.push(...found);
      if (usesNext) at += 1;
    }
  }
  return options;
}

/** `-sSXPOST` is `-s -S -X POST`: the first letter that needs a value gets the rest, or the next argument. */
function readShort(typed: string, next: string): { found: CurlOption[]; usesNext: boolean } {
  const found: CurlOption[] = [];
  // -h shows curl's help; before a header, -H was meant.
  if (typed === "-h" && /^[\w-]+:/.test(next)) {
    return { found: [{ name: "header", typed, value: next }], usesNext: true };
  }
  for (let at = 1; at < typed.length; at += 1) {
    const letter = typed.charAt(at);
    const name = shortNames[letter] ?? letter;
    if (shortWithValue.has(letter)) {
      const rest = typed.slice(at + 1);
      found.push({ name, typed: `-${letter}`, value: rest === "" ? next : rest });
      return { found, usesNext: rest === "" };
    }
    found.push({ name, typed: `-${letter}`, value: "" });
  }
  return { found, usesNext: false };
}
