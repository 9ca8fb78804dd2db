import { useState } from "preact/hooks";
import { followCheck, type BlockCheckLine, type Problem, type Subject } from "./answer.ts";
import { useLatest } from "./use-latest.ts";

type Told<Kind extends BlockCheckLine["kind"]> = Extract<BlockCheckLine, { kind: Kind }>;

export interface Check {
  /** Systems that have answered so far. */
  readonly answers: readonly Told<"answer">["answer"][];
  readonly checked: Told<"done">["checked"] | null;
  readonly problem: Problem | null;
  readonly reading: boolean;
}

const begun: Check = { answers: [], checked: null, problem: null, reading: true };

/** Null until somebody wants to know. A second check ends the first. */
export function useCheck(subject: Subject): { readonly check: Check | null; readonly start: () => void } {
  const [check, setCheck] = useState<Check | null>(null);
  const latest = useLatest();
  const start = () => {
    const signal = latest();
    setCheck(begun);
    const tell = (line: BlockCheckLine) => {
      if (!signal.aborted) setCheck((before) => add(before ?? begun, line));
    };
    void followCheck(subject, signal, tell).then((problem) => {
      if (!signal.aborted)
        setCheck((before) => ({ ...(before ?? begun), ...(problem && { problem }), reading: false }));
    });
  };
  return { check, start };
}

function add(before: Check, line: BlockCheckLine): Check {
  switch (line.kind) {
    case "answer":
      return { ...before, answers: [...before.answers, line.answer] };
    case "done":
      return { ...before, checked: line.checked };
    case "problem":
      return { ...before, problem: { kind: "problem", status: 200, sentence: line.problem } };
  }
}
