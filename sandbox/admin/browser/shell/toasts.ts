import type { ToApp, ToastView } from "../messages.ts";
import { build, part } from "./page.ts";

export function createToasts(tell: (message: ToApp) => void) {
  const shown = new Map<string, HTMLElement>();
  const hide = (id: string): void => {
    if (!shown.has(id)) return;
    shown.get(id)?.remove();
    shown.delete(id);
    tell({ type: "toast-dismissed", id });
  };
  const show = (id: string, toast: ToastView): void => {
    const element = build(
      "div",
      { className: toast.isError ? "toast error" : "toast" },
      build("span", { textContent: toast.text }),
    );
    element.setAttribute("role", toast.isError ? "alert" : "status");
    if (toast.action !== null) {
      const action = build("button", { type: "button", textContent: toast.action });
      action.addEventListener("click", () => tell({ type: "toast-action", id }));
      element.append(action);
    }
    const dismiss = build("button", { type: "button", textContent: "×", ariaLabel: "Dismiss" });
    dismiss.addEventListener("click", () => hide(id));
    element.append(dismiss);
    part("toasts").append(element);
    shown.set(id, element);
    setTimeout(() => hide(id), toast.duration);
  };
  return { show, hide };
}
