import { decodePercent } from "#lib/logpush/destination/percent.ts";
import { quoteNginx } from "./quote-nginx.ts";
import { factsOf, type ReceiverConfig, type ReceiverValues, secretHeaderName } from "./receiver-facts.ts";

const mebibyte = 1_048_576;

/**
 * An nginx server that accepts the job's batches and stores each as a file. nginx cannot decompress a request body, so
 * the files are gzip, or another program gets the request unchanged ("client_body_in_file_only", "proxy_pass").
 */
export function nginxConfig(values: ReceiverValues): ReceiverConfig {
  // nginx has no variable for other names of RFC 9110 ("$http_name", "ignore_invalid_headers").
  const facts = factsOf(values, { canRead: (name) => /^[\w-]+$/.test(name), suggestion: secretHeaderName });
  const { host, port, headerName } = facts;
  const variable = `$http_${headerName.toLowerCase().replaceAll("-", "_")}`;
  const lines = [
    `# ${facts.url}`,
    "# nginx cannot decompress gzip, so this stores each batch as a gzip file in",
    "# /var/spool/logpush and answers 200. Read the files with zcat, then delete",
    '# them. The test request {"content":"tests"} is such a file too.',
    "#",
    "# Before the first start, as root (on Debian, nginx runs as www-data):",
    "#   install -d -o www-data -m 700 /var/spool/logpush",
    "#   install -m 600 /dev/null /etc/nginx/logpush-secret.conf",
    "# and write one line into that file, with the value of the header",
    `# ${headerName} as your server receives it:`,
    '#   set $logpush_secret "PASTE_THE_VALUE_HERE";',
    ...(facts.hasTwoReadings
      ? [
          "# The job writes a + into that value, and programs differ in how they read",
          "# it. Write the value with spaces above, and a second line with pluses:",
          '#   set $logpush_secret_plus "PASTE_THE_VALUE_WITH_PLUSES_HERE";',
        ]
      : []),
    "",
    "log_format logpush '$time_iso8601 $status $request_length $request_body_file';",
    "",
    "server {",
    `    listen ${port} ssl;`,
    `    listen [::]:${port} ssl;`,
    `    server_name ${quoteNginx(host)};`,
    "    ssl_certificate /etc/ssl/logpush/fullchain.pem;",
    "    ssl_certificate_key /etc/ssl/logpush/privkey.pem;",
    ...(headerName.includes("_") ? ["    underscores_in_headers on;"] : []),
    "    include /etc/nginx/logpush-secret.conf;",
    "",
    `    ${nginxLocation(facts.path)} {`,
    "        access_log /var/log/nginx/logpush.log logpush;",
    "        if ($request_method != POST) { return 405; }",
    '        if ($logpush_secret = "") { return 503; }',
    ...secretLines(variable, facts.hasTwoReadings),
    "",
    ...limitLines(facts.maxBytes),
    "        client_body_in_file_only on;",
    "        client_body_temp_path /var/spool/logpush;",
    "        proxy_pass http://127.0.0.1:8390;",
    "        proxy_pass_request_body off;",
    '        proxy_set_header Content-Length "";',
    "        # To hand batches to a program that unpacks gzip, put its address",
    "        # here and drop the five lines above:",
    "        # proxy_pass http://127.0.0.1:8080;",
    "    }",
    "",
    "    location / { return 404; }",
    "}",
    "",
    "# nginx reads a body only to pass it on; this is where the request ends.",
    "server {",
    "    listen 127.0.0.1:8390;",
    "    access_log off;",
    "    return 200;",
    "}",
  ];
  const notes = ["nginx cannot decompress gzip: it stores the files compressed, or passes them to a program that can."];
  return {
    fileName: "/etc/nginx/conf.d/logpush.conf",
    text: `${lines.join("\n")}\n`,
    notes: [...facts.notes, ...notes],
    ...(facts.isHeaderSuggested ? { suggestedHeader: headerName } : {}),
  };
}

/** "if" has no "or", so for two readings of a value a variable says whether one of them matched. */
function secretLines(variable: string, hasTwoReadings: boolean): string[] {
  if (!hasTwoReadings) return [`        if (${variable} != $logpush_secret) { return 403; }`];
  return [
    '        if ($logpush_secret_plus = "") { return 503; }',
    '        set $logpush_match "";',
    `        if (${variable} = $logpush_secret) { set $logpush_match yes; }`,
    `        if (${variable} = $logpush_secret_plus) { set $logpush_match yes; }`,
    '        if ($logpush_match = "") { return 403; }',
  ];
}

/** A compressed batch is smaller than its text; one that cannot be compressed is a little larger. */
function limitLines(maxBytes: number | undefined): string[] {
  if (maxBytes === undefined) {
    return ["        # The job sets no max_upload_bytes: set one, and this to the same.", limitLine(100)];
  }
  return [limitLine(Math.ceil((maxBytes * 1.01) / mebibyte))];
}

function limitLine(mebibytes: number): string {
  return `        client_max_body_size ${mebibytes}m;`;
}

/** The location that matches this one path, given as it is sent (percent-encoded). */
export function nginxLocation(path: string): string {
  return `location = ${quoteNginx(normalPath(path))}`;
}

/** A location is compared with the decoded path, after `.` and `..` are resolved and slashes merged ("location"). */
function normalPath(path: string): string {
  const decoded = decodePercent(path);
  const parts: string[] = [];
  const segments = (decoded.ok ? decoded.value : path).split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === "..") parts.pop();
    else if (segment !== "." && segment !== "") parts.push(segment);
    if (isLast && ["", ".", ".."].includes(segment)) parts.push("");
  }
  return `/${parts.join("/")}`;
}
