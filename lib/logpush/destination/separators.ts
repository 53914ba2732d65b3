/** What some tools put between parameters, where the prefix leaves no doubt that a header of Cloudflare's begins. */
const inQuery = /[;?,](?=header_[!#$%'*+.^_`|~0-9A-Za-z-]{1,200}=)/g;
const inAddress = /[&;,](?=header_[!#$%'*+.^_`|~0-9A-Za-z-]{1,200}=)/;

/**
 * A destination string with `?` before its first parameter and `&` before the others, where another sign stands before
 * `header_NAME=`: as it is, the header would be a part of the address or of the value before it. Total and linear.
 */
export function repairSeparators(text: string): string {
  if (!/^https?:\/\//i.test(text)) return text;
  const whole = text.includes("?") ? text : text.replace(inAddress, "?");
  const mark = whole.indexOf("?") + 1;
  return mark === 0 ? text : whole.slice(0, mark) + whole.slice(mark).replace(inQuery, "&");
}

export const separatorMessage =
  "A header is not separated from what stands before it: the first parameter follows a ?, the others an &.";
