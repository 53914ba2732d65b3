import { lazy } from "react";
import { loadSwitchAlert } from "./row-note.tsx";

// Nobody needs these to see the list, so they come after the page, and before they are opened.
const loadDialog = () => import("./delete-job-dialog.tsx").then((module) => ({ default: module.DeleteJobDialog }));
export const DeleteJobDialog = lazy(loadDialog);
const loadNothing = () => import("./empty-states.tsx").then(({ Nothing }) => ({ default: Nothing }));
export const Nothing = lazy(loadNothing);
const loadToolbar = () => import("./bulk-toolbar.tsx").then(({ BulkToolbar }) => ({ default: BulkToolbar }));
export const BulkToolbar = lazy(loadToolbar);
const loadRowMenu = () => import("./row-menu.tsx").then(({ RowMenu }) => ({ default: RowMenu }));
export const RowMenu = lazy(loadRowMenu);
export const ListNotices = lazy(() =>
  import("./list-notices.tsx").then(({ ListNotices }) => ({ default: ListNotices })),
);
export const ViewsMenu = lazy(() => import("./list-menus.tsx").then(({ ViewsMenu }) => ({ default: ViewsMenu })));
export const ColumnsMenu = lazy(() => import("./list-menus.tsx").then(({ ColumnsMenu }) => ({ default: ColumnsMenu })));
export const ListLive = lazy(() => import("./list-live.tsx").then(({ ListLive }) => ({ default: ListLive })));

/** What may be needed when the server does not answer any more. */
export const neededLater = [loadDialog, loadSwitchAlert, loadNothing, loadToolbar, loadRowMenu];
