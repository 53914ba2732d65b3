import { lazy } from "react";
import { loadSwitchAlert } from "./row-note.tsx";

// Nobody needs these to see the list, so they come after the page, and before they are opened.
const loadDialog = () => import("./delete-job-dialog.tsx").then((module) => ({ default: module.DeleteJobDialog }));
export const DeleteJobDialog = lazy(loadDialog);
const loadNothing = () => import("./empty-states.tsx").then(({ Nothing }) => ({ default: Nothing }));
export const Nothing = lazy(loadNothing);
const loadToolbar = () => import("./bulk-toolbar.tsx").then(({ BulkToolbar }) => ({ default: BulkToolbar }));
export const BulkToolbar = lazy(loadToolbar);
export const ListNotices = lazy(() =>
  import("./list-notices.tsx").then(({ ListNotices }) => ({ default: ListNotices })),
);
export const ViewsMenu = lazy(() => import("./list-menus.tsx").then(({ ViewsMenu }) => ({ default: ViewsMenu })));
export const ListLive = lazy(() => import("./list-live.tsx").then(({ ListLive }) => ({ default: ListLive })));

/** Loads what may be needed when the server does not answer any more. */
export function loadAhead(): Promise<unknown> {
  return Promise.all([loadDialog(), loadSwitchAlert(), loadNothing(), loadToolbar()]);
}
