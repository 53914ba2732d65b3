import { appError, type InputErrorCode } from "../errors/app-error.ts";
import type { AppError } from "../result.ts";

const longestExcerpt = 40;

/** Why the action that opens at this offset is not allowed in a record template. */
export function explainAction(template: string, open: number): AppError {
  const close = template.indexOf("}}", open);
  const inside = close < 0 ? undefined : template.slice(open + 2, close);
  const isComment = /^[ \t\r\n]*\/\*/.test(template.slice(open + 2, open + 50));
  const name = /^[ \t\r\n]*([A-Z]\w*)[ \t\r\n]*$/.exec(inside ?? "")?.[1];
  return templateOffence(codeOf(inside, { isComment, hasName: name !== undefined }), { template, open, name });
}

function codeOf(inside: string | undefined, { isComment, hasName }: { isComment: boolean; hasName: boolean }) {
  if (isComment) return "E_TEMPLATE_COMMENT";
  if (inside === undefined) return "E_TEMPLATE_UNCLOSED";
  if (/^-[ \t\r\n]|[ \t\r\n]-$/.test(inside)) return "E_TEMPLATE_TRIM";
  return hasName ? "E_TEMPLATE_DOT" : "E_TEMPLATE_ACTION";
}

type Place = { template: string; open: number; name?: string };

/** The error with the action and its position: lines and columns count from 1. */
export function templateOffence(code: InputErrorCode, { template, open, name = "" }: Place): AppError {
  const before = template.slice(0, open);
  const line = before.split("\n").length;
  const column = open - before.lastIndexOf("\n");
  const close = template.indexOf("}}", open);
  const end = close < 0 ? template.length : close + 2;
  const action = template.slice(open, Math.min(end, open + longestExcerpt)) + (end > open + longestExcerpt ? "…" : "");
  return appError(code, { at: "recordTemplate", params: { action, line, column, name } });
}
