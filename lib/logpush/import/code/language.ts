/** The languages whose literals are read. "powershell" is a shell, but its values are those of a language. */
export type Language = "javascript" | "python" | "go" | "powershell" | "jq";

export const languageNames: Record<Language, string> = {
  // A text without signs of another language is read as this one, so its name would be a guess.
  javascript: "code",
  python: "Python",
  go: "Go",
  powershell: "PowerShell",
  jq: "jq",
};

/** Detects the language of a program by its distinctive syntax; undefined for a text that is none of them. */
export function detectLanguage(text: string): Exclude<Language, "jq"> | undefined {
  if (/\b(?:Invoke-RestMethod|Invoke-WebRequest|ConvertTo-Json)\b|(?:^|[\s=(])(?:irm|iwr)\s/i.test(text)) {
    return "powershell";
  }
  if (!mentionsJob.test(text)) return undefined;
  if (/^\s*package\s+\w+\s*$|\bfunc\s+\w*\(|:=|\bcloudflare\.F\(|\[\]byte\(/m.test(text)) return "go";
  if (/^\s*(?:from\s+[\w.]+\s+import\b|import\s+(?:os|json|requests|httpx|pulumi\w*)\b|def\s+\w+\()/m.test(text)) {
    return "python";
  }
  if (
    /\bdestination_conf\s*=[^=>]|\b(?:True|False|None)\b|\brequests\.(?:post|put)\(/.test(text) &&
    /\w\s*\(/.test(text)
  ) {
    return "python";
  }
  const isCode = /\b(?:new|const|let|var|await|export|import)\s+[\w{*]|=>|\w\(\s*(?:["'`{[]|\w+\s*,)|\b\w+\s*=\s*\{/;
  return isCode.test(text) ? "javascript" : undefined;
}

const mentionsJob = /destination_?conf|logpush/i;
