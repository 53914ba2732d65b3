/** What was delivered, uncompressed. `null` where the analytics did not tell it. */
export type Volume = { bytes: number | null; records: number | null };

/** What one dataset delivered this month. */
export type DatasetVolume = Volume & { dataset: string; jobs: number };

/** The volume tab. */
export type VolumeView = { month: string; datasets: DatasetVolume[] };
