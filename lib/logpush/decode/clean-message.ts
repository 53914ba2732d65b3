/** Escape sequences for colors, complete or without the invisible ESC that copying drops. */
const colors = /(?:\u001b|\u009b|\\u001b|\\x1b|\\e|\\033)\[[0-9;]{0,20}[A-Za-z]|\[\d{1,3}(?:;\d{1,3}){0,4}m/g;

/** Frames that Terraform, trees and tables draw around a message. */
const boxes = /[\u2500-\u257f]/g;

const singleQuotes = /[\u2018\u2019\u201a\u201b\u2032]/g;
const doubleQuotes = /[\u201c-\u201f\u2033\u00ab\u00bb]/g;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** Removes colors, frames and typographic characters; keeps the lines. Linear time. */
export function cleanMessage(text: string): string {
  return text
    .replace(colors, "")
    .replace(boxes, " ")
    .replace(invisible, "")
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(/\r\n?/g, "\n");
}

/** Joins the lines with spaces, for breaks between words. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Joins the lines with nothing between them, for breaks inside a word. */
export function withoutBreaks(text: string): string {
  return inOneLine(text.replaceAll("\n", ""));
}
