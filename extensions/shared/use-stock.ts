import { useCallback, useEffect, useState } from "preact/hooks";
import { askForStock, type Answer, type Subject } from "./answer.ts";

export interface Stock {
  /** Null until the first answer. */
  readonly answer: Answer | null;
  readonly asking: boolean;
  readonly askAgain: () => void;
}

/** Asks once, and again when somebody wants to; what was there stays to be seen meanwhile. */
export function useStock({ kind, id }: Subject): Stock {
  const [turn, setTurn] = useState(0);
  const [answered, setAnswered] = useState<{ readonly turn: number; readonly answer: Answer } | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void askForStock({ kind, id }, leaving.signal).then((answer) => {
      if (!leaving.signal.aborted) setAnswered({ turn, answer });
    });
    return () => leaving.abort();
  }, [kind, id, turn]);
  const askAgain = useCallback(() => setTurn((before) => before + 1), []);
  return { answer: answered?.answer ?? null, asking: answered?.turn !== turn, askAgain };
}
