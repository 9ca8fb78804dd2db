import { systems, type System } from "../inventory/index.ts";
import type { Sample, SampleKind } from "./contract.ts";

const PER_KIND = 20;
const LONGEST = 300;

/** A few examples of each kind per system: enough to find what is wrong, whatever the feed does. */
export class Samples {
  readonly #kept = new Map<string, Sample[]>();

  note(system: System, kind: SampleKind, text: () => string): void {
    const key = `${system} ${kind}`;
    const kept = this.#kept.get(key) ?? [];
    if (kept.length === 0) this.#kept.set(key, kept);
    if (kept.length < PER_KIND) kept.push({ system, kind, text: text().slice(0, LONGEST) });
  }

  /** Takes in those of another thread. */
  takeOver(samples: readonly Sample[]): void {
    for (const { system, kind, text } of samples) this.note(system, kind, () => text);
  }

  all(): readonly Sample[] {
    return [...this.#kept.values()]
      .flat()
      .sort((a, b) => systems.indexOf(a.system) - systems.indexOf(b.system));
  }
}
