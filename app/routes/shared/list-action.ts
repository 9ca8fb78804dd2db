import type { Done, ManyMoved, Refused } from "../../use-cases/contract.ts";
import { readHomeQuery } from "../../use-cases/home-query.ts";
import { readSelection } from "./list-wish.ts";
import type { PageContext } from "./page.server.ts";
import { textOf } from "./typed-connection.ts";

/** What was asked, and what came of it. */
export type ListAnswer =
  | { readonly intent: "step"; readonly kind: string; readonly answer: ManyMoved | Refused }
  | { readonly intent: "undo"; readonly answer: ManyMoved | Refused }
  | { readonly intent: "save" | "rename" | "delete"; readonly answer: Done | Refused };

/** What the list itself can be asked; null for anything else. */
export async function listAction(
  form: FormData,
  { caller, useCases }: PageContext,
): Promise<ListAnswer | null> {
  const intent = textOf(form, "intent");
  switch (intent) {
    case "step": {
      const kind = textOf(form, "kind");
      const typed = { kind, text: textOf(form, "text"), hours: textOf(form, "hours") };
      return { intent, kind, answer: await useCases.actOnMany(caller, readSelection(form), typed) };
    }
    case "undo": {
      const at = Number(textOf(form, "at"));
      // What no clock of ours has shown is the moment of no step.
      const moment = Number.isInteger(at) && at > 0 && at < 8.64e15 ? at : 0;
      return { intent, answer: await useCases.undoMany(caller, moment) };
    }
    case "save": {
      const query = readHomeQuery(new URLSearchParams(textOf(form, "query")));
      return { intent, answer: await useCases.saveView(caller, { name: textOf(form, "name"), query }) };
    }
    case "rename":
      return { intent, answer: await useCases.renameView(caller, textOf(form, "id"), textOf(form, "name")) };
    case "delete":
      await useCases.deleteView(caller, textOf(form, "id"));
      return { intent, answer: { ok: true } };
    default:
      return null;
  }
}
