import { type FromApp, type Question, type ToApp, enclose, isEnvelope } from "../messages.ts";

/** The line to the admin that frames us. */
export interface Line {
  tell(message: FromApp): void;
  /** Rejects with the admin's reason when it refuses, and after ten seconds without an answer to a question that needs no person. */
  ask(question: Question): Promise<unknown>;
  on<Type extends ToApp["type"]>(
    type: Type,
    listener: (message: Extract<ToApp, { type: Type }>) => void,
  ): void;
}

const answeredByMachine = new Set<Question["kind"]>(["id-token", "user", "scopes"]);
const patience = 10_000;

export function openLine(adminOrigin: string): Line {
  const waiting = new Map<string, PromiseWithResolvers<unknown>>();
  const listeners: ((message: ToApp) => void)[] = [];
  const tell = (message: FromApp): void => {
    if (window.parent !== window) window.parent.postMessage(enclose(message), adminOrigin);
  };

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== adminOrigin) return;
    if (!isEnvelope<ToApp>(event.data)) return;
    const { message } = event.data;
    if (message.type === "answer") waiting.get(message.id)?.resolve(message.value);
    else if (message.type === "refusal") waiting.get(message.id)?.reject(new Error(message.reason));
    else for (const listener of listeners) listener(message);
  });

  return {
    tell,
    ask(question) {
      if (window.parent === window) return Promise.reject(new Error("This page is not framed by the admin."));
      const id = crypto.randomUUID();
      const answer = Promise.withResolvers<unknown>();
      waiting.set(id, answer);
      tell({ type: "ask", id, question });
      if (answeredByMachine.has(question.kind)) {
        setTimeout(() => answer.reject(new Error(`The admin did not answer (${question.kind}).`)), patience);
      }
      return answer.promise.finally(() => waiting.delete(id));
    },
    on(type, listener) {
      listeners.push((message) => {
        if (message.type === type) listener(message as Extract<ToApp, { type: typeof type }>);
      });
    },
  };
}
