"use server";

import { checkDestinationCase, checkFieldsCase } from "#lib/server/checks/cloudflare-checks.ts";
import { findSameDestinationCase } from "#lib/server/checks/find-same-destination.ts";
import { defineAction } from "#lib/server/define/define-action.ts";
import { readTerraformCase } from "#lib/server/import/read-terraform.ts";
import { readFieldsCase } from "#lib/server/scopes/datasets.ts";

export const readFields = defineAction(readFieldsCase);
export const findSameDestination = defineAction(findSameDestinationCase);
export const checkDestination = defineAction(checkDestinationCase);
export const checkFields = defineAction(checkFieldsCase);
export const readTerraform = defineAction(readTerraformCase);
