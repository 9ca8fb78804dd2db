import { matchLine } from "./match.ts";
import { learnSteps, type Binder } from "./learn.ts";
import { Captured, Shape } from "./shape.ts";

const MOST = 16;
const ATTEMPTS = 64;
/** After so many lines in a row that match nothing, only every so manieth line is tried. */
const PATIENCE = 64;

/** The shapes that a feed's lines were seen in, the last one first. A feed with more than a few is read the slow way. */
export class Shapes {
  readonly captured = new Captured();
  readonly #shapes: Shape[] = [];
  readonly #known = new Set<string>();
  #attempts = 0;
  #last = 0;
  #missed = 0;
  /** Kind of the line that was matched last. */
  kind = -1;

  /** From a line that was understood in full. After some tries it gives up: a feed without habits has no shape to learn. */
  learn(text: string, kind: number, bind: Binder): void {
    if (this.#attempts === ATTEMPTS || this.#shapes.length === MOST) return;
    this.#attempts += 1;
    const steps = learnSteps(text, bind);
    if (steps === null) return;
    const signature = JSON.stringify(steps);
    if (this.#known.has(signature)) return;
    this.#known.add(signature);
    this.#last = this.#shapes.push(new Shape(steps, kind)) - 1;
  }

  /** Where the next line starts, or −1 where this one has none of the shapes. */
  match(buffer: Uint8Array, view: DataView, start: number, limit: number): number {
    const shapes = this.#shapes;
    const last = shapes[this.#last];
    if (last === undefined) return -1;
    if (this.#missed > PATIENCE && this.#missed % PATIENCE !== 0) {
      this.#missed += 1;
      return -1;
    }
    let next = matchLine(last, buffer, view, start, limit, this.captured);
    if (next > 0) {
      this.#missed = 0;
      this.kind = last.kind;
      return next;
    }
    for (let index = 0; index < shapes.length; index += 1) {
      if (index === this.#last) continue;
      const shape = shapes[index] as Shape;
      next = matchLine(shape, buffer, view, start, limit, this.captured);
      if (next > 0) {
        this.#missed = 0;
        this.#last = index;
        this.kind = shape.kind;
        return next;
      }
    }
    this.#missed += 1;
    return -1;
  }
}
