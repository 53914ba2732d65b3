/**
 * A text that sorts by bytes as people expect: case and accents do not count, and edge-2 comes before edge-10. Numbers
 * get their length in front, so that they compare by value.
 */
export function sortKeyOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\d+/g, (digits) => {
      const number = digits.replace(/^0+(?=\d)/, "");
      const length = Math.min(number.length, 99);
      return `${String(length).padStart(2, "0")}${number}`;
    });
}
