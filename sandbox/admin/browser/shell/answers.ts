import type { PickedResource, PickerRequest, Question } from "../messages.ts";
import { confirmDialog, openDialog } from "./dialogs.ts";
import { type FramePage, build } from "./page.ts";

interface ScopesDetail {
  readonly granted: string[];
  readonly required: string[];
  readonly optional: string[];
}

/** Answers what the app asks of the admin. Rejects with a sentence when the admin refuses. */
export function createAnswers(page: FramePage, mayLeave: () => Promise<boolean>) {
  const get = async <Body>(path: string, init?: RequestInit): Promise<Body> => {
    const response = await fetch(`${page.store}/frame/${path}`, {
      headers: { Accept: "application/json" },
      ...init,
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Body;
  };
  const changeScopes = (change: "grant" | "revoke", scopes: readonly string[]): Promise<ScopesDetail> =>
    get(`scopes/${change}`, {
      method: "POST",
      body: JSON.stringify({ scopes }),
      headers: { "Content-Type": "application/json" },
    });

  return async (question: Question): Promise<unknown> => {
    switch (question.kind) {
      case "id-token":
        return (await get<{ token: string }>("id-token")).token;
      case "user":
        return get("user");
      case "scopes":
        return get("scopes");
      case "request-scopes": {
        const yes = await confirmDialog({
          title: "The app asks for more access",
          body: question.scopes.join(", "),
          confirm: "Update",
          cancel: "Cancel",
        });
        const detail = yes ? await changeScopes("grant", question.scopes) : await get<ScopesDetail>("scopes");
        return { result: yes ? "granted-all" : "declined-all", detail };
      }
      case "revoke-scopes":
        return { detail: await changeScopes("revoke", question.scopes) };
      case "pick":
        return pick(
          question.request,
          await get(`resources?${new URLSearchParams({ ...resourceQuery(question.request) }).toString()}`),
        );
      case "leave":
        if (await mayLeave()) return true;
        throw new Error("The person stays on the page.");
    }
  };
}

const resourceQuery = ({ type, query }: PickerRequest): Record<string, string> => ({ type, query });

async function pick(
  request: PickerRequest,
  resources: PickedResource[],
): Promise<PickedResource[] | undefined> {
  const rows = resources.map((resource) =>
    build(
      "label",
      { className: "pick" },
      build("input", { type: request.multiple ? "checkbox" : "radio", name: "picked", value: resource.id }),
      ` ${resource.title}`,
    ),
  );
  const title = `Select ${request.type}${request.multiple ? "s" : ""}`;
  const entered = await openDialog({ title, confirm: "Select", cancel: "Cancel" }, [
    build("div", { className: "picks" }, ...rows),
  ]);
  const ids = new Set(entered?.getAll("picked"));
  return entered === null ? undefined : resources.filter((resource) => ids.has(resource.id));
}
