const plain = /[^"\\\u0000-\u001f]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Scans the JSON string that begins at an offset: where it ends, or the offset of what cannot be in a string. A loop
 * instead of one regular expression, which would overflow the stack on a text of megabytes.
 */
export function scanString(text: string, at: number): { end: number } | { fault: number } {
  for (let next = at + 1; ; ) {
    plain.lastIndex = next;
    plain.test(text);
    next = plain.lastIndex;
    if (text[next] === '"') return { end: next + 1 };
    escapeSequence.lastIndex = next;
    if (!escapeSequence.test(text)) return { fault: next };
    next = escapeSequence.lastIndex;
  }
}
