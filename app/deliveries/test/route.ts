import { testDeliveryCase } from "#lib/server/checks/test-delivery.ts";
import { defineOperation } from "#lib/server/define/define-operation.ts";

export const POST = defineOperation(testDeliveryCase);
