import { createComparison, type ComparisonSetup } from "../../../app/comparison/index.ts";
import { readingChanges } from "../../../app/comparison/stored-reading.ts";
import { gapsLeftOut, surroundingsOf } from "../../../app/comparison/surroundings.ts";
import type { DiagnosisRun } from "../../../app/scan/diagnosis/contract.ts";
import { Questions } from "../../../app/scan/diagnosis/questions.ts";
import type { ComparisonRun } from "../../../app/scan/ports.ts";

// The past is scanned many times in a row by a process that has nothing else to do: without threads, whose start would cost more
// than the work.

export function compareAtOnce(setup: ComparisonSetup): ComparisonRun {
  const engine = createComparison(setup);
  const done = Promise.resolve();
  return {
    accept(...levels) {
      engine.accept(...levels);
      return done;
    },
    acceptBulk(...chunk) {
      engine.acceptBulk(...chunk);
      return done;
    },
    reject(...row) {
      engine.reject(...row);
      return done;
    },
    complete(...reading) {
      engine.complete(...reading);
      return done;
    },
    finish() {
      const result = engine.finish();
      return Promise.resolve({
        report: result.report,
        async *gaps() {
          yield await Promise.resolve(
            [...result.gaps].map((gap) =>
              result.isSplit(gap.sku, gap.pool) ? { ...gap, verdict: "split" as const } : gap,
            ),
          );
        },
        gapsLeftOut: () => Promise.resolve([...gapsLeftOut(engine, engine.takingPart(), setup)]),
        surroundings: (ask) => Promise.resolve(surroundingsOf(engine, engine.takingPart(), setup, ask)),
        present: (keys) => Promise.resolve(keys.map(({ sku, locationId }) => result.has(sku, locationId))),
        standings: (keys) =>
          Promise.resolve(
            keys.map(({ sku, locationId, pool, involved }) =>
              result.standing(sku, locationId, pool, involved),
            ),
          ),
        changes: ({ system, locationId }, previous) =>
          Promise.resolve(readingChanges(previous, result.reading(system, locationId))),
      });
    },
    close: () => done,
  };
}

export function diagnoseAtOnce(): DiagnosisRun {
  const questions = new Questions();
  const done = Promise.resolve();
  return {
    mismatches(batch) {
      questions.mismatches(batch);
      return done;
    },
    past(part) {
      questions.past(part);
      return done;
    },
    elsewhere(batch) {
      questions.elsewhere(batch);
      return done;
    },
    answer: (setting) => Promise.resolve(questions.answer(setting)),
    close: () => done,
  };
}
