import { parentPort } from "node:worker_threads";
import type { Answers, AskedElsewhere, AskedMismatch, AskedPast, Setting } from "./contract.ts";
import { Questions } from "./questions.ts";

/** What the thread is told; each message is answered by one of `Told`, in their order. */
export type Ask =
  | { readonly kind: "mismatches"; readonly batch: readonly AskedMismatch[] }
  | { readonly kind: "past"; readonly part: AskedPast }
  | { readonly kind: "elsewhere"; readonly batch: AskedElsewhere }
  | { readonly kind: "answer"; readonly setting: Setting }
  | { readonly kind: "more" };

/** The answers come in parts, so that the asking side never has to take in all at once. */
export type Told =
  | { readonly kind: "taken" }
  | { readonly kind: "answers"; readonly part: Answers["answers"] }
  | { readonly kind: "rest"; readonly rest: Omit<Answers, "answers"> }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };

const ANSWERS_AT_ONCE = 500;
const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread only");

const questions = new Questions();
let answers: Answers | null = null;
let told = 0;

function reply(ask: Ask): Told {
  switch (ask.kind) {
    case "mismatches":
      questions.mismatches(ask.batch);
      return { kind: "taken" };
    case "past":
      questions.past(ask.part);
      return { kind: "taken" };
    case "elsewhere":
      questions.elsewhere(ask.batch);
      return { kind: "taken" };
    case "answer":
      answers = questions.answer(ask.setting);
      return { kind: "rest", rest: { arrivals: answers.arrivals, learned: answers.learned } };
    case "more": {
      const part = answers?.answers.slice(told, told + ANSWERS_AT_ONCE) ?? [];
      told += part.length;
      return { kind: "answers", part };
    }
  }
}

port.on("message", (ask: Ask) => {
  try {
    port.postMessage(reply(ask));
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    port.postMessage({ kind: "failed", name, message } satisfies Told);
  }
});
