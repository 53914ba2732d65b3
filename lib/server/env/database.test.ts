import { describe, expect, test } from "vitest";
import { readDatabase } from "./database.ts";
import { StartupError } from "./rules.ts";

const read = (address: string, hasSecret = true) =>
  readDatabase({ HEADGATE_DATABASE: address }, () => "", { hasSecret });

describe("HEADGATE_DATABASE", () => {
  test("is optional", () => expect(readDatabase({}, () => "", { hasSecret: false })).toBeUndefined());

  test.each([
    "postgres://headgate@localhost/headgate",
    "postgresql://u:p@127.0.0.1:5433/db",
    "postgres://u:p@[::1]/db",
    "postgres:///db?host=/var/run/postgresql",
    "postgres://u:p@db.example.com/db?sslmode=verify-full",
    "postgres://u:p@db.example.com/db?sslmode=require",
  ])("accepts %s", (address) => expect(read(address)).toBe(address));

  test("comes from a file too", () => {
    const values = { HEADGATE_DATABASE_FILE: "/run/secrets/database" };
    expect(readDatabase(values, () => "postgres://u@localhost/db\n", { hasSecret: true })).toBe(
      "postgres://u@localhost/db",
    );
  });

  test.each([
    ["mysql://localhost/db", "is not a PostgreSQL URL"],
    ["localhost:5432", "is not a PostgreSQL URL"],
    ["postgres://localhost", "is not a PostgreSQL URL"],
    ["postgres://u:p@db.example.com/db", "without encryption"],
    ["postgres://u:p@db.example.com/db?sslmode=prefer", "without encryption"],
    ["postgres://u:p@10.0.0.1/db?sslmode=disable", "without encryption"],
  ])("refuses %s and never repeats it", (address, reason) => {
    const refusal = refusalOf(() => read(address));
    expect(refusal.message).toContain(reason);
    expect(refusal.message).not.toContain("u:p");
  });

  test("needs a key that the servers share", () => {
    expect(refusalOf(() => read("postgres://u@localhost/db", false)).variable).toBe("HEADGATE_SECRET");
  });
});

function refusalOf(work: () => unknown): StartupError {
  try {
    work();
  } catch (error) {
    if (error instanceof StartupError) return error;
  }
  throw new Error("Nothing was refused.");
}
