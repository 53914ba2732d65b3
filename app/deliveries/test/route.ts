import { defineOperation } from "#lib/server/define-operation.ts";
import { testDelivery, testDeliverySchema } from "#lib/server/test-delivery.ts";

export const POST = defineOperation(
  { name: "testDelivery", role: "operator", input: testDeliverySchema, formKey: "values" },
  testDelivery,
);
