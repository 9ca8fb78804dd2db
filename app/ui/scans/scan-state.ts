import type { ScanState } from "../../scan/ports.ts";
import { scanTexts } from "../texts/scans.ts";
import type { ScanStateView } from "./view.ts";

const tones: Readonly<Record<ScanState, ScanStateView["tone"]>> = {
  queued: "plain",
  running: "info",
  complete: "success",
  incomplete: "warning",
  failed: "critical",
  cancelled: "plain",
};

export function presentScanState(state: ScanState): ScanStateView {
  return { label: scanTexts.states[state], tone: tones[state] };
}
