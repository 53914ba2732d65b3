import type { ListedJob, May } from "#lib/logpush/views.ts";

/** What can be done in a row. It stays the same object, so that rows are drawn again only when they change. */
export type RowActions = {
  may: May;
  isHydrated: boolean;
  select: (key: string, isRange: boolean) => void;
  turn: (listed: ListedJob, target: boolean) => void;
  dismiss: (key: string) => void;
  openMenu: (listed: ListedJob, button: HTMLElement) => void;
  askToDelete: (listed: ListedJob) => void;
  sendTest: (listed: ListedJob) => void;
  refresh: () => void;
};
