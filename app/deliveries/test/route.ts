import { testDelivery, testDeliverySchema } from "#lib/server/checks/test-delivery.ts";
import { defineOperation } from "#lib/server/define/define-operation.ts";

export const POST = defineOperation(
  { name: "testDelivery", role: "operator", input: testDeliverySchema, formKey: "values" },
  testDelivery,
);
