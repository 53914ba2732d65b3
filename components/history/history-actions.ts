/** What the versions of a job can be asked for. */
export type HistoryActions = Pick<
  typeof import("#app/actions/history.ts"),
  "listVersions" | "compareVersions" | "restoreVersion"
>;
