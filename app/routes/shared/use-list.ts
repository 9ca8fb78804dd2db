import { useFetcher, useNavigate } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { FinderState } from "../../ui/discrepancies/filter-panel.tsx";
import type { SavingProps } from "../../ui/discrepancies/saved-view.tsx";
import type { ManyProps } from "../../ui/discrepancies/selection.tsx";
import { showToast, showUndoToast } from "../../ui/frame/toast.ts";
import { discrepancyTexts } from "../../ui/texts/discrepancies.ts";
import type { Choice, ChoiceKind, HomeQuery, ManyMoved } from "../../use-cases/contract.ts";
import { homeSearch } from "../../use-cases/home-query.ts";
import type { ListAnswer } from "./list-action.ts";
import { selectionFields } from "./list-wish.ts";
import { saveFile } from "./save-file.ts";

const texts = discrepancyTexts;

/** Steps on many, their undo, the export, and the count of what matches. */
export function useMany(action: string, query: HomeQuery): ManyProps {
  const steps = useFetcher<ListAnswer>();
  const undo = useFetcher<ListAnswer>();
  const count = useQuestion<{ readonly search: string; readonly text: string }>();
  const [exporting, setExporting] = useState(false);
  const search = homeSearch({ ...query, after: null });
  const { submit } = undo;
  useAnswer(steps.data, (told) => {
    if (told.intent !== "step" || !told.answer.ok) return;
    const { moved, at } = told.answer;
    const message = sentence(told.kind, told.answer);
    if (moved === 0) showToast(message, true);
    else
      showUndoToast(message, texts.selection.undo, () =>
        submit({ intent: "undo", at: String(at) }, { method: "post", action }),
      );
  });
  useAnswer(undo.data, ({ intent, answer }) => {
    if (intent === "undo" && answer.ok) showToast(sentence("undo", answer));
  });
  const refused = steps.data && !steps.data.answer.ok ? steps.data.answer : null;
  const known = count.answer?.search === search ? count.answer.text : null;
  return {
    busy: steps.state !== "idle",
    problem: refused && (refused.fields["text"] ?? refused.problem),
    exporting,
    matching: { text: known, counting: count.busy },
    onCount: () => count.ask(`/app/count?${search}`),
    onStep: (selection, typed) =>
      steps.submit({ intent: "step", ...selectionFields(selection), ...typed }, { method: "post", action }),
    onExport: (selection) => {
      setExporting(true);
      const wanted = new URLSearchParams(selectionFields(selection)).toString();
      saveFile(`/app/export?${wanted}`, "discrepancies.csv")
        .catch(() => showToast(texts.selection.exportFailed, true))
        .finally(() => setExporting(false));
    },
  };
}

function sentence(kind: string, { moved, left }: ManyMoved): string {
  const words = { ...texts.done }[kind as Exclude<keyof typeof texts.done, "left">];
  const done = words(String(moved), moved === 1);
  return left === 0 ? done : `${done}. ${texts.done.left(String(left))}.`;
}

export function useSaving(action: string, query: HomeQuery): SavingProps {
  const fetcher = useFetcher<ListAnswer>();
  const navigate = useNavigate();
  const send = (fields: Readonly<Record<string, string>>) =>
    fetcher.submit(fields, { method: "post", action });
  useAnswer(fetcher.data, ({ intent, answer }) => {
    if (!answer.ok) {
      if (answer.problem !== null) showToast(answer.problem, true);
      return;
    }
    if (intent === "save") showToast(texts.saving.saved);
    if (intent === "rename") showToast(texts.saving.renamed);
    if (intent === "delete") {
      showToast(texts.saving.removed);
      navigate("/app");
    }
  });
  const answer = fetcher.data?.answer;
  return {
    busy: fetcher.state !== "idle",
    problem: answer && !answer.ok ? (answer.fields["name"] ?? null) : null,
    onSave: (name) => send({ intent: "save", name, query: homeSearch(query) }),
    onRename: (id, name) => send({ intent: "rename", id, name }),
    onDelete: (id) => send({ intent: "delete", id }),
  };
}

export function useFinder(): FinderState {
  const { answer, busy, ask } = useQuestion<{
    readonly kind: ChoiceKind;
    readonly found: readonly Choice[];
  }>();
  const [kind, setKind] = useState<ChoiceKind | null>(null);
  return {
    ...{ kind, busy },
    found: answer?.kind === kind ? answer.found : null,
    onFind: (of, typed) => {
      setKind(of);
      ask(`/app/choices?${new URLSearchParams({ kind: of, typed }).toString()}`);
    },
  };
}

interface Question<Answer> {
  readonly answer: Answer | null;
  readonly busy: boolean;
  readonly ask: (path: string) => void;
}

/** Asks the app beside the router, whose own reading of the page may not end the question; only the last one is answered. */
function useQuestion<Answer>(): Question<Answer> {
  const last = useRef(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [busy, setBusy] = useState(false);
  const put = async (path: string, turn: number) => {
    // App Bridge adds the token to requests that the page makes to its own origin.
    const response = await window.fetch(path);
    if (!response.ok) throw new Error(`The question was answered ${response.status}`);
    const told = (await response.json()) as Answer;
    if (turn === last.current) setAnswer(told);
  };
  const ask = (path: string) => {
    const turn = (last.current += 1);
    setBusy(true);
    put(path, turn)
      .catch(() => showToast(texts.unanswered, true))
      .finally(() => {
        if (turn === last.current) setBusy(false);
      });
  };
  return { answer, busy, ask };
}

/** Once for each answer, however often the page is drawn. */
function useAnswer<Answer>(answer: Answer | undefined, tell: (answer: Answer) => void): void {
  const told = useRef<Answer | undefined>(undefined);
  useEffect(() => {
    if (answer === undefined || told.current === answer) return;
    told.current = answer;
    tell(answer);
  });
}
