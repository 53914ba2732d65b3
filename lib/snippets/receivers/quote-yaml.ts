/**
 * Text as a double-quoted YAML scalar (YAML 1.2.2 section 7.3.1), whose escapes include those of JSON. Also escapes
 * what YAML does not call printable. Total: a lone surrogate becomes U+FFFD.
 */
export function quoteYaml(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\ufffd");
  return JSON.stringify(wellFormed).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Cf}]/gu, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16);
    // Only JSON reads its pair of \u escapes as one character.
    return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
}
