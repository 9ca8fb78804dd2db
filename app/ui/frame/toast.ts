/** A short word of the admin over the page. Only after something that the person did, so the admin is always there. */
export function showToast(message: string, isError = false): void {
  shopify.toast.show(message, { isError });
}
