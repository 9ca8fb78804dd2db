import { build } from "./page.ts";

export interface DialogText {
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly destructive?: boolean;
}

/** Asks a yes-or-no question; Escape is no. */
export async function confirmDialog(text: DialogText): Promise<boolean> {
  return (await openDialog(text, [build("p", { textContent: text.body })])) !== null;
}

/** Shows a dialog with a form around `content`. Resolves with what was entered, or null when it was cancelled. */
export function openDialog(text: Omit<DialogText, "body">, content: Node[]): Promise<FormData | null> {
  const cancel = build("button", { type: "button", className: "button", textContent: text.cancel });
  const kind = text.destructive === true ? "button destructive" : "button primary";
  const confirm = build("button", { type: "submit", className: kind, textContent: text.confirm });
  const heading = build("h2", { textContent: text.title });
  const form = build("form", { method: "dialog" }, heading, ...content, build("footer", {}, cancel, confirm));
  const dialog = build("dialog", { className: "dialog", ariaLabel: text.title }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    const settle = (answer: FormData | null): void => {
      dialog.remove();
      resolve(answer);
    };
    form.addEventListener("submit", () => settle(new FormData(form)));
    cancel.addEventListener("click", () => settle(null));
    dialog.addEventListener("cancel", () => settle(null));
  });
}
