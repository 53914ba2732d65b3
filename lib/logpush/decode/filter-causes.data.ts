import type { Cause, Says } from "./cause.ts";

const writeWhere = 'Write the filter as {"where":{"and":[{"key":"…","operator":"…","value":…}]}}.';

const broken: Says = [
  "The filter is not valid JSON, or a value in it has the wrong type.",
  "Paste it into the JSON tab of a job's filter to see the position. In Terraform, build it with jsonencode.",
];

/** What Cloudflare, its Terraform provider or an SDK says about a filter that it could not read. */
export const filterCauses = {
  E_FILTER_GRAMMAR: {
    says: ["The filter could not be read.", writeWhere],
    checks: [
      'The top-level key. It must be "where".',
      "Each condition. It needs a key, an operator and a value.",
      "The quotes. The filter is JSON inside a string, escaped once.",
    ],
    matchers: [
      {
        text: /logpush job from resource:[^\n]{0,80}\bkey is missing|^\W{0,3}(?:error:\s?)?key is missing\W{0,3}$/i,
        certainty: "observed",
        source: "providerFilter",
        says: ['The filter has no "where", or one of its conditions has no key.', writeWhere],
        example: "error parsing logpush job from resource: Key is missing",
      },
      {
        text: /logpush job from resource:[^\n]{0,80}\boperator is missing|^\W{0,3}(?:error:\s?)?operator is missing\W{0,3}$/i,
        certainty: "assumed",
        source: "providerFilter",
        says: ["A filter condition has no operator.", writeWhere],
        example: "error parsing logpush job from resource: Operator is missing",
      },
      {
        text: /logpush job from resource:[^\n]{0,80}\bvalue is missing|^\W{0,3}(?:error:\s?)?value is missing\W{0,3}$/i,
        certainty: "assumed",
        source: "providerFilter",
        says: ["A filter condition has no value.", writeWhere],
        example: "error parsing logpush job from resource: Value is missing",
      },
      {
        text: /\b(?:and|or) can.?t be set with\b|element \d{1,4} in (?:and|or) is invalid/i,
        certainty: "assumed",
        source: "providerFilter",
        says: ["A filter group contains a condition that does not belong there.", writeWhere],
        example: "error parsing logpush job from resource: And can't be set with Or, Key, Operator or Value",
      },
      {
        text: /failed to (?:unmarshal|parse|decode)(?: logpush)?(?: job)? filter|cannot unmarshal [^\n]{1,200}filter|logpush job from resource:[^\n]{0,80}(?:unmarshal|invalid character|unexpected end)/i,
        certainty: "assumed",
        source: "providerFilter",
        says: broken,
        example: "failed to unmarshal logpush job filter",
      },
      {
        text: /failed to validate(?: logpush)?(?: job)? filter|(?:error|failed|failure|cannot|could not|unable to) (?:parsing|to parse|parse|reading|to read|read)(?: the)?(?: job)? filter\b|invalid (?:job )?filter\b/i,
        certainty: "assumed",
        source: "providerFilter",
        example: "failed to validate job filter",
      },
      {
        // The provider prints this for every error in a filter; a missing challenge and a bad id have their own texts.
        text: /error parsing logpush job from resource(?![^\n]{0,80}(?:ownership|identifier))/i,
        certainty: "assumed",
        source: "providerFilter",
        example: "error parsing logpush job from resource: invalid operator",
      },
      {
        text: /bad predicate:[^\n]{0,80}(?:json|unmarshal|invalid character|unexpected end|syntax|is missing)/i,
        certainty: "assumed",
        source: "predicate",
        says: broken,
        example: "creating a new job is not allowed: bad predicate: invalid character 'x' in filter",
      },
    ],
  },
  E_FILTER_VALUE: {
    says: [
      "A filter condition has a value that Cloudflare cannot use.",
      "Match the value to the field's type: numbers without quotes, and a list for in and !in.",
    ],
    checks: [
      "The operator. in and !in take a list; the others take one value.",
      'Numbers. Write 200, not "200", and a list as [200, 201].',
      "The field's type in the dataset reference.",
    ],
    matchers: [
      {
        text: /failed to decode value|supported kinds/i,
        certainty: "observed",
        source: "predicate",
        says: [
          "A filter value has the wrong type for its field or operator.",
          "Write numbers without quotes, and use a list for in and !in, such as [200, 201].",
        ],
        example:
          'creating a new instant logs job is not allowed: bad predicate: failed to decode value "200,201", supported kinds: []uint64',
      },
      {
        text: /bad predicate/i,
        certainty: "assumed",
        source: "predicate",
        example: "creating a new job is not allowed: bad predicate: unknown operator",
      },
    ],
  },
} as const satisfies Record<string, Cause>;
