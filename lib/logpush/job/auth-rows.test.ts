import { expect, test } from "vitest";
import { header, param } from "../testing/form-values.ts";
import {
  authPlace,
  credentialsOf,
  hasAuthorization,
  withAuthMark,
  withCredentials,
  withOwnHeader,
  withoutAuthorization,
  withoutClash,
} from "./auth-rows.ts";
import type { QueryRow } from "./form-schema.ts";

const token: QueryRow = { kind: "header", name: "Authorization", value: "Bearer t1", auth: "bearer" };
const typed = header("authorization", "Basic abc");
const tags = param("tags", "a:b");

test("credentials come first, and empty ones leave nothing", () => {
  expect(withCredentials([tags], "bearer", "t1")).toEqual([token, tags]);
  expect(withCredentials([token, tags], "bearer", "t2")[0]?.value).toBe("Bearer t2");
  expect(withCredentials([token, tags], "basic", "dTpw")[0]).toMatchObject({ value: "Basic dTpw", auth: "basic" });
  expect(withCredentials([token, tags], "bearer", "")).toEqual([tags]);
  expect(credentialsOf(token)).toBe("t1");
});

test("a row of the list is switched off rather than doubled or lost", () => {
  expect(withCredentials([typed, tags], "bearer", "t1")).toEqual([token, { ...typed, isOff: true }, tags]);
  expect(withoutAuthorization([typed, tags])).toEqual([{ ...typed, isOff: true }, tags]);
  expect(withoutAuthorization([token, tags])).toEqual([tags]);
});

test("a typed Authorization wins over the choice, whose value stays, unsent", () => {
  const query = withoutClash([token, typed]);
  expect(query).toEqual([{ kind: "header", name: "Authorization", value: "Bearer t1", isOff: true }, typed]);
  expect(authPlace(query)).toBe(-1);
  expect(hasAuthorization(query)).toBe(true);
  expect(withoutClash([token, tags])).toEqual([token, tags]);
});

test("the choice's value becomes a row, and a row that is off is used again", () => {
  expect(withOwnHeader([token, tags])).toEqual([header("Authorization", "Bearer t1"), tags]);
  expect(withOwnHeader([{ ...typed, isOff: true }])).toEqual([{ ...typed, isOff: undefined }]);
  expect(withOwnHeader([tags])).toEqual([tags]);
});

test("a mark holds only for what it was made for", () => {
  expect(withAuthMark([header("Authorization", "Bearer t1"), tags], [token])).toEqual([token, tags]);
  expect(withAuthMark([header("Authorization", "Bearer t3")], [token])).toEqual([header("Authorization", "Bearer t3")]);
  expect(authPlace([{ ...token, value: "Splunk t1" }])).toBe(-1);
  expect(authPlace([{ ...token, isOff: true }])).toBe(-1);
  expect(authPlace([{ ...token, saved: 0 }])).toBe(-1);
});
