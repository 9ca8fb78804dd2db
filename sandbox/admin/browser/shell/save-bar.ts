import type { ToApp } from "../messages.ts";
import { confirmDialog } from "./dialogs.ts";
import { part } from "./page.ts";

/** The contextual save bar over the top bar. While it shows, nobody leaves the page without being asked. */
export function createSaveBar(tell: (message: ToApp) => void) {
  const bar = part("save-bar");
  let confirmDiscard = false;

  part("save").addEventListener("click", () => tell({ type: "save-bar-action", action: "save" }));
  part("discard").addEventListener("click", () => {
    void mayDiscard().then((yes) => {
      if (yes) tell({ type: "save-bar-action", action: "discard" });
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (!bar.hidden) event.preventDefault();
  });

  const mayDiscard = async (): Promise<boolean> =>
    !confirmDiscard ||
    (await confirmDialog({
      title: "Discard all unsaved changes",
      body: "If you discard changes, you’ll delete any edits you made since you last saved.",
      confirm: "Discard changes",
      cancel: "Continue editing",
      destructive: true,
    }));

  return {
    set(visible: boolean, withConfirmation: boolean): void {
      bar.hidden = !visible;
      confirmDiscard = withConfirmation;
    },
    /** Whether the page may be left: nothing is unsaved, or the person says so. */
    async mayLeave(): Promise<boolean> {
      if (bar.hidden) return true;
      const leave = await confirmDialog({
        title: "Leave page with unsaved changes?",
        body: "Leaving this page will delete all unsaved changes.",
        confirm: "Leave page",
        cancel: "Stay",
        destructive: true,
      });
      if (leave) bar.hidden = true;
      return leave;
    },
  };
}
