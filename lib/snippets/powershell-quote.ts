/**
 * Text as a verbatim string of PowerShell, where only quotes are special. Everything that it accepts as a quote, curly
 * ones too (about_Quoting_Rules; its tokenizer treats U+2018, U+2019, U+201A and U+201B alike), is doubled.
 */
export function quotePowerShell(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}

/**
 * JSON in ASCII: Windows PowerShell reads a script without a byte order mark as ANSI and would garble other characters.
 */
export function asciiJson(json: string): string {
  return json.replace(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
