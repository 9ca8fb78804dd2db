/** A short word of the admin over the page. Only after something that the person did, so the admin is always there. */
export function showToast(message: string, isError = false): void {
  shopify.toast.show(message, { isError });
}

/** With a way to take back what was done. */
export function showUndoToast(message: string, undo: string, onUndo: () => void): void {
  shopify.toast.show(message, { action: undo, onAction: onUndo, duration: 10_000 });
}
