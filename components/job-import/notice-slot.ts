/** The element in the form that takes the notice of an import. */
export const noticeSlotId = "import-notice-slot";
