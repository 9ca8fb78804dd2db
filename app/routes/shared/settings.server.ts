import type { ActionFunctionArgs } from "@remix-run/node";
import { formatFor, type Format } from "../../ui/format.ts";
import { lastChangeOf, overtakenBy } from "../../ui/settings/seen-text.ts";
import type {
  Caller,
  SaveAnswer,
  Seen,
  ShopFacts,
  TypedSettings,
  UseCases,
} from "../../use-cases/contract.ts";
import { forCaller } from "./page.server.ts";
import { textOf } from "./typed-connection.ts";

/** What became of a save, in words. */
export interface SettingsAnswer {
  readonly ok: boolean;
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly overtaken: { readonly words: string; readonly version: number } | null;
}

type Save = (useCases: UseCases, caller: Caller, typed: TypedSettings) => Promise<SaveAnswer>;

/** The action of a page of settings: one save, of the version that the person saw. */
export const settingsAction =
  (save: Save) =>
  ({ request }: ActionFunctionArgs): Promise<SettingsAnswer> =>
    forCaller(request, async ({ caller, useCases, locale }) => {
      const form = await request.formData();
      const typed = { version: Number(textOf(form, "version") || NaN), json: textOf(form, "typed") };
      const answer = await save(useCases, caller, typed);
      if (answer.ok) return { ok: true, problem: null, fields: {}, overtaken: null };
      const { problem, fields, overtaken } = answer;
      if (overtaken === null) return { ok: false, problem, fields, overtaken };
      const { shop } = await useCases.settings(caller);
      const format = formatFor({ ...shop, locale, now: overtaken.at ?? 0 });
      return {
        ...{ ok: false, problem, fields },
        overtaken: { words: overtakenBy(overtaken, format), version: overtaken.version },
      };
    });

export function wordsOf(
  data: { readonly shop: ShopFacts; readonly now: number; readonly seen: Seen },
  locale: string,
): { readonly format: Format; readonly lastChange: string | null } {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  return { format, lastChange: lastChangeOf(data.seen, format) };
}
