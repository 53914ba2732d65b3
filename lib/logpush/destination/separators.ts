/**
 * Separators that some tools write between parameters, matched only where a header of Cloudflare's certainly begins.
 */
const inQuery = /[;?,](?=header_[!#$%'*+.^_`|~0-9A-Za-z-]{1,200}=)/g;
const inAddress = /[&;,](?=header_[!#$%'*+.^_`|~0-9A-Za-z-]{1,200}=)/;

/**
 * Replaces another separator before `header_NAME=` with `?` (first parameter) or `&` (the others). Unchanged, the
 * header would be a part of the URL or of the value before it. Total and linear.
 */
export function repairSeparators(text: string): string {
  if (!/^https?:\/\//i.test(text)) return text;
  const whole = text.includes("?") ? text : text.replace(inAddress, "?");
  const mark = whole.indexOf("?") + 1;
  return mark === 0 ? text : whole.slice(0, mark) + whole.slice(mark).replace(inQuery, "&");
}

export const separatorMessage =
  "A header is not separated from the text before it. The first parameter follows ?, the others follow &.";
