import { useRef, useState } from "preact/hooks";
import {
  askForPreview,
  requestResync,
  type BlockPreviewView,
  type BlockRequestedView,
  type Problem,
  type Subject,
} from "./answer.ts";
import { useLatest } from "./use-latest.ts";

/** Nothing is asked for unless its preview was on the screen. */
export interface Resync {
  readonly preview: BlockPreviewView | null;
  readonly requested: BlockRequestedView | null;
  readonly problem: Problem | null;
  readonly busy: "preview" | "confirm" | null;
  readonly look: () => void;
  readonly confirm: () => void;
  readonly leave: () => void;
}

type Held = Pick<Resync, "preview" | "requested" | "problem" | "busy">;

const idle: Held = { preview: null, requested: null, problem: null, busy: null };

export function useResync(subject: Subject, onRequested: () => void): Resync {
  const [held, setHeld] = useState<Held>(idle);
  const latest = useLatest();
  // A second click comes before the first one's state is drawn.
  const sending = useRef(false);
  const look = async () => {
    const signal = latest();
    setHeld({ ...idle, busy: "preview" });
    const answered = await askForPreview(subject, signal);
    if (signal.aborted) return;
    setHeld(
      answered.kind === "problem" ? { ...idle, problem: answered } : { ...idle, preview: answered.body },
    );
  };
  const confirm = async () => {
    const { preview } = held;
    if (preview === null || sending.current) return;
    sending.current = true;
    const signal = latest();
    setHeld({ ...idle, preview, busy: "confirm" });
    const answered = await requestResync(subject, preview.requestId, signal);
    sending.current = false;
    if (signal.aborted) return;
    // The preview stays, and with it the request's id: sent once more, it is still one request.
    const refused = answered.kind === "problem";
    setHeld(refused ? { ...idle, preview, problem: answered } : { ...idle, requested: answered.body });
    if (!refused) onRequested();
  };
  const leave = () => {
    latest();
    setHeld(idle);
  };
  return { ...held, look: () => void look(), confirm: () => void confirm(), leave };
}
