/** The operators in words, each with its name in the API. */
export const operatorLabels: Record<string, string> = {
  eq: "is (eq)",
  "!eq": "is not (!eq)",
  lt: "is less than (lt)",
  leq: "is at most (leq)",
  gt: "is more than (gt)",
  geq: "is at least (geq)",
  in: "is one of (in)",
  "!in": "is none of (!in)",
  contains: "contains (contains)",
  "!contains": "does not contain (!contains)",
  startsWith: "starts with (startsWith)",
  "!startsWith": "does not start with (!startsWith)",
  endsWith: "ends with (endsWith)",
  "!endsWith": "does not end with (!endsWith)",
};
