import { staleAfterTiers } from "./stale-after.data.ts";

/** For datasets that this version does not know. */
const otherMinutes = 15;

const minutesByDataset = new Map(
  staleAfterTiers.flatMap(({ minutes, datasets }) => datasets.map((dataset) => [dataset, minutes] as const)),
);

/** The minutes without a delivery after which a job of this dataset counts as quiet. */
export function staleAfterMinutesOf(dataset: string): number {
  return minutesByDataset.get(dataset) ?? otherMinutes;
}
