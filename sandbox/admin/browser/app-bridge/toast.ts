import type { Line } from "./line.ts";

type Toast = (typeof globalThis.shopify)["toast"];
type ToastOptions = NonNullable<Parameters<Toast["show"]>[1]>;

const usualDuration = 5000;

export function connectToast(line: Line): Toast {
  const open = new Map<string, ToastOptions>();
  line.on("toast-action", ({ id }) => open.get(id)?.onAction?.());
  line.on("toast-dismissed", ({ id }) => {
    open.get(id)?.onDismiss?.();
    open.delete(id);
  });
  return {
    show(text, options = {}) {
      const id = crypto.randomUUID();
      open.set(id, options);
      const { isError = false, action = null, duration = usualDuration } = options;
      line.tell({ type: "toast", id, toast: { text, isError, action, duration } });
      return id;
    },
    hide: (id) => line.tell({ type: "toast-hide", id }),
  };
}
