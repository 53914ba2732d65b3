import { type Dataset, defaultFieldNames, describeFields, findDataset } from "../datasets.ts";
import type { Api, ApiContext } from "./context.ts";
import { success } from "./envelope.ts";
import { invalidRequest } from "./failure.ts";

/** Routes 6 and 7: the fields of a dataset, and the default fields of a job. */
export function addDatasetRoutes(api: Api): void {
  api.get("/:scopeKind/:scopeId/logpush/datasets/:datasetId/fields", (context) =>
    success(describeFields(requireDataset(context))),
  );

  api.get("/:scopeKind/:scopeId/logpush/datasets/:datasetId/fields/default", (context) => {
    const dataset = requireDataset(context);
    return success(describeFields(dataset, defaultFieldNames(dataset)));
  });
}

function requireDataset(context: ApiContext): Dataset {
  const id = context.req.param("datasetId") ?? "";
  const dataset = findDataset(context.get("scope").kind, id);
  if (!dataset) throw invalidRequest(`unknown dataset "${id}"`);
  return dataset;
}
