import { states } from "../../inventory/index.ts";
import { formatFor } from "../format.ts";
import { connectionTexts } from "../texts/connections.ts";
import { countName } from "../texts/states.ts";
import type { Refused, TestPassed } from "../../use-cases/contract.ts";
import type { FormAnswer, SampleView } from "./view.ts";

const texts = connectionTexts.sample;

export function presentTest(result: TestPassed | Refused, locale: string): FormAnswer {
  return result.ok ? { kind: "sample", sample: presentSample(result, locale) } : presentRefused(result);
}

export function presentRefused({ problem, fields }: Refused): FormAnswer {
  return { kind: "refused", problem, fields };
}

/** A column for each state that any of the rows reports. */
function presentSample({ shop, now, sample, warnings }: TestPassed, locale: string): SampleView {
  const format = formatFor({ ...shop, locale, now });
  const reported = states.filter((state) => sample.some((level) => level.states[state] !== undefined));
  return {
    columns: reported.map(countName),
    rows: sample.map(({ item, code, states: values, updatedAt }) => ({
      item,
      code,
      values: reported.map((state) => {
        const value = values[state];
        return value === undefined ? texts.unknown : format.quantity(value);
      }),
      updatedAt: updatedAt === null ? texts.noTime : format.moment(updatedAt),
    })),
    warnings,
  };
}
