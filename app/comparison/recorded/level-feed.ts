import type { OnFault } from "../lines/bulk-feed.ts";
import type { Intake, RecordedLevel } from "../lines/intake.ts";
import { added, type Added } from "../store/readings.ts";
import type { LineReader } from "../lines/line-cutter.ts";
import { textOf } from "../lines/text.ts";

/** What is wrong with a line, and what can be saved of it. */
export interface LineFault {
  readonly field: string | null;
  readonly reason: string;
}

/** A line that was understood: with an unread field it still counts, with unread quantities its key is unknown. */
export interface ReadLine {
  readonly level: RecordedLevel;
  readonly faults: readonly LineFault[];
}

/** The common part of a recorded ERP's and WMS's feed: a line a level. */
export abstract class LevelFeed implements LineReader {
  /** The last line had no line feed and could not be read. */
  brokeOff = false;
  protected readonly intake: Intake;
  protected lines = 0;
  /** The feed's own names of its key. */
  protected abstract readonly itemField: string;
  protected abstract readonly codeField: string;
  readonly #onFault: OnFault;

  constructor(intake: Intake, onFault: OnFault) {
    this.intake = intake;
    this.#onFault = onFault;
    intake.listen((outcome, line) => this.#tell(outcome, line));
  }

  abstract quick(buffer: Uint8Array, view: DataView, start: number, limit: number): number;

  /** Null for a line that says nothing by right, such as a header. */
  protected abstract parse(text: string): ReadLine | LineFault | null;

  line(bytes: Uint8Array, last: boolean): void {
    // Rows are told of in their order, whichever way they were read.
    this.intake.flush();
    this.lines += 1;
    const text = textOf(bytes);
    if (text === null) {
      this.#reject({ field: null, reason: "the line is not valid UTF-8" }, last);
      return;
    }
    if (text.trim() === "") return;
    const read = this.parse(text.endsWith("\r") ? text.slice(0, -1) : text);
    if (read === null) return;
    if (!("level" in read)) {
      this.#reject(read, last);
      return;
    }
    this.#tell(this.intake.add(read.level), this.lines);
    const unreadable = read.level.states === null;
    if (last && unreadable) this.brokeOff = true;
    for (const fault of read.faults) this.fault(fault, unreadable ? "rejected" : "unread_field");
  }

  tooLong(): void {
    this.lines += 1;
    this.#reject({ field: null, reason: "the line is longer than 1 MiB" }, false);
  }

  chunkEnd(): void {
    this.intake.flush();
  }

  /** What the readings have sampled already; whoever is strict stops at it. */
  #tell(outcome: Added, line: number): void {
    if (outcome === added.unmapped) this.#onFault(line, this.codeField, "the code belongs to no location");
    if (outcome === added.contradicted) {
      this.#onFault(line, this.itemField, "the same key came before with different numbers");
    }
  }

  protected fault({ field, reason }: LineFault, kind: "rejected" | "unread_field"): void {
    this.intake.note(kind, `line ${this.lines}: ${reason}`);
    this.#onFault(this.lines, field, reason);
  }

  #reject(fault: LineFault, last: boolean): void {
    if (last) this.brokeOff = true;
    this.intake.reject();
    this.fault(fault, "rejected");
  }
}
