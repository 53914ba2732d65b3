/**
 * Why the store could not do something. `unwritable`: the disk is full or read-only. `unavailable`: the database does
 * not answer. `damaged`: the file is not a database, or a broken one. `busy`: another process holds it. `other`: a
 * mistake of ours.
 */
export type StoreTrouble = "unwritable" | "unavailable" | "damaged" | "busy" | "other";

/** The database's error. Its message may name values, so it goes nowhere; `detail` is the database's code. */
export class StoreError extends Error {
  readonly trouble: StoreTrouble;
  readonly detail: string;

  constructor(trouble: StoreTrouble, detail: string, cause: unknown) {
    super(`The store is ${trouble} (${detail}).`, { cause });
    this.name = "StoreError";
    this.trouble = trouble;
    this.detail = detail;
  }
}

/** Recognizes the error by its shape, because each bundle of the server has its own copy of the class. */
export function isStoreError(error: unknown): error is StoreError {
  return error instanceof Error && error.name === "StoreError" && "trouble" in error;
}

/** Translates what a driver throws. */
export function toStoreError(error: unknown): unknown {
  if (isStoreError(error) || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if ("errcode" in error && typeof error.errcode === "number") {
    return new StoreError(sqliteTrouble(error.errcode), `SQLite ${error.errcode}`, error);
  }
  if (code === "ERR_SQLITE_ERROR") return new StoreError(troubleOfMessage[error.message] ?? "other", "SQLite", error);
  const trouble = postgresTrouble(code, error.message);
  return trouble ? new StoreError(trouble, code || "connection", error) : error;
}

/** Result codes of SQLite (https://www.sqlite.org/rescode.html). The lower byte is the primary code. */
function sqliteTrouble(code: number): StoreTrouble {
  switch (code & 0xff) {
    case 5:
    case 6:
      return "busy";
    case 8:
    case 10:
    case 13:
    case 3:
      return "unwritable";
    case 14:
      return "unavailable";
    case 11:
    case 26:
      return "damaged";
    default:
      return "other";
  }
}

/** For the package for Node.js 20, whose errors have no result code if a statement fails while rows are read. */
const troubleOfMessage: Partial<Record<string, StoreTrouble>> = {
  "database is locked": "busy",
  "database table is locked": "busy",
  "access permission denied": "unwritable",
  "attempt to write a readonly database": "unwritable",
  "disk I/O error": "unwritable",
  "database or disk is full": "unwritable",
  "unable to open database file": "unavailable",
  "database disk image is malformed": "damaged",
  "file is not a database": "damaged",
};

/** SQLSTATE classes of PostgreSQL, and the codes of a socket or of the data folder. 57014: a statement took too long. */
function postgresTrouble(code: string, message: string): StoreTrouble | undefined {
  if (/^(?:08|57P|57014|53[23]|28|3D)/.test(code)) return "unavailable";
  if (/^(?:53100|25006)/.test(code)) return "unwritable";
  if (/^(?:XX)/.test(code)) return "damaged";
  if (/^(?:55P03|40)/.test(code)) return "busy";
  if (/^E(?:NOSPC|DQUOT|ROFS|ACCES|PERM)$/.test(code)) return "unwritable";
  if (/^E[A-Z]+$/.test(code)) return "unavailable";
  if (/^[0-9A-Z]{5}$/.test(code)) return "other";
  return /connection|timeout exceeded/i.test(message) ? "unavailable" : undefined;
}
