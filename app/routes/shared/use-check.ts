import { useRef, useState } from "react";
import type { CheckState } from "../../ui/lookup/lookup-page.tsx";
import { linesOf } from "../../ui/lookup/json-lines.ts";
import type { CheckLine, FoundView } from "../../ui/lookup/view.ts";
import { commonTexts } from "../../ui/texts/common.ts";

const nothing: CheckState = { item: null, answers: [], checked: null, problem: null, reading: false };

/** Follows a check as its lines come in; a second one ends the first. */
export function useCheck(location: string): {
  readonly check: CheckState;
  readonly start: (item: FoundView) => void;
} {
  const [check, setCheck] = useState(nothing);
  const running = useRef<AbortController | null>(null);
  const follow = async (item: FoundView, signal: AbortSignal): Promise<void> => {
    const search = new URLSearchParams({ sku: item.sku, item: item.inventoryItemId, location });
    const response = await window.fetch(`/app/lookup/check?${search.toString()}`, { signal });
    if (!response.ok || !response.body) throw new Error(`The check answered ${response.status}`);
    for await (const line of linesOf(response.body)) {
      if (signal.aborted) return;
      setCheck((before) => add(before, JSON.parse(line) as CheckLine));
    }
  };
  return {
    check,
    start: (item) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      setCheck({ ...nothing, item, reading: true });
      follow(item, control.signal)
        .catch(() => {
          if (!control.signal.aborted)
            setCheck((before) => ({ ...before, problem: commonTexts.actionFailed }));
        })
        .finally(() => {
          if (!control.signal.aborted) setCheck((before) => ({ ...before, reading: false }));
        });
    },
  };
}

function add(before: CheckState, line: CheckLine): CheckState {
  switch (line.kind) {
    case "answer":
      return { ...before, answers: [...before.answers, line.answer] };
    case "done":
      return { ...before, checked: line.checked };
    case "problem":
      return { ...before, problem: line.problem };
  }
}
