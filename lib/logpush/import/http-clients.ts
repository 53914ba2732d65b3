import type { HttpRequest } from "./curl-request.ts";
import { markGap } from "./gaps.ts";
import { markFile, type PlainCommand } from "./shell-output.ts";

const why = "Only the URL and the JSON body of the command are read.";

/** Reads a wget command that sends a body (GNU Wget manual, "HTTP Options"). */
export function readWgetRequest({ args }: PlainCommand): HttpRequest {
  const options = new Map<string, string>();
  let url = "";
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    const [, name, inline] =
      /^--(method|(?:post|body)-(?:data|file)|header|user|password|output-document)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name !== undefined) {
      options.set(name, inline ?? args[at + 1] ?? "");
      if (inline === undefined) at += 1;
    } else if (word === "-O") at += 1;
    else if (!word.startsWith("-") && url === "") url = word;
  }
  const file = options.get("post-file") ?? options.get("body-file");
  const body =
    options.get("post-data") ?? options.get("body-data") ?? (file === undefined ? undefined : markFile(file));
  return {
    url,
    method: (options.get("method") ?? (body === undefined ? "GET" : "POST")).toUpperCase(),
    ...(body === undefined ? {} : { body }),
    ignored: [{ what: "other options of wget", why }],
    unread: [],
  };
}

/** Reads an HTTPie or xh command: a body in --raw or the input, or built from `key=text` and `key:=json` items. */
export function readHttpieRequest({ name, args, input }: PlainCommand): HttpRequest {
  let body = input;
  const words: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    const [, inline] = /^--raw(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (/^--raw(?:=|$)/.test(word)) {
      body = inline ?? args[at + 1];
      if (inline === undefined) at += 1;
    } else if (/^(?:-a|-A|--auth|--auth-type|--timeout|-o|--output|--session)$/.test(word)) at += 1;
    else if (!word.startsWith("-")) words.push(word);
  }
  const typed = /^(?:get|post|put|patch|delete)$/i.test(words[0] ?? "") ? words.shift() : undefined;
  const [url = "", ...items] = words;
  const members = items.flatMap((item) => {
    const [, key = "", operator, value = ""] = /^([\w-]+)(:=@|=@|:=|==|=|:)([\s\S]*)$/.exec(item) ?? [];
    if (operator === "=") return [`${JSON.stringify(key)}:${JSON.stringify(value)}`];
    if (operator === ":=") return [`${JSON.stringify(key)}:${value}`];
    return operator === "=@" || operator === ":=@"
      ? [`${JSON.stringify(key)}:${markGap(`the file ${value}`, "elsewhere")}`]
      : [];
  });
  const sent = members.length > 0 ? `{${members.join(",")}}` : body;
  const strange = items.filter((item) => /^[\w-]+\[/.test(item));
  return {
    url,
    method: typed?.toUpperCase() ?? (sent === undefined ? "GET" : "POST"),
    ...(sent === undefined ? {} : { body: sent }),
    ignored: [{ what: `headers and options of ${name}`, why }],
    unread: strange.map((item) => ({ what: item.replace(/=[\s\S]*$/, ""), why: "Nested items are not read." })),
  };
}
