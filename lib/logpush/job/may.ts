/** What the person's role allows, for what a page offers; the server decides again on each request. */
export type May = {
  /** Switch jobs, test deliveries. */
  operate: boolean;
  /** Create, change and delete jobs. */
  write: boolean;
};
