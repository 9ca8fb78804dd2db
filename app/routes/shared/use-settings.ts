import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { showToast } from "../../ui/frame/toast.ts";
import type { Editing } from "../../ui/settings/settings-frame.tsx";
import { useDraft, type Stored } from "../../ui/settings/use-draft.ts";
import { settingsTexts } from "../../ui/texts/settings.ts";
import type { SettingsAnswer } from "./settings.server.ts";

/** A page of settings while it is edited: what is typed is kept until it is saved or discarded, whatever happens in between. */
export function useSettings<T>(
  name: string,
  stored: Stored<T>,
): { readonly typed: T; readonly editing: Editing; readonly change: (typed: T) => void } {
  const { typed, version, dirty, restored, change, discard } = useDraft(name, stored);
  const { data, state, submit } = useFetcher<SettingsAnswer>();
  const heard = useRef<SettingsAnswer | null>(null);
  useEffect(() => {
    // Once per answer, and when what is stored has come along with it.
    if (!data?.ok || state !== "idle" || heard.current === data) return;
    heard.current = data;
    discard();
    showToast(settingsTexts.saved);
  }, [data, state, discard]);
  const save = (seen: number) =>
    submit({ version: String(seen), typed: JSON.stringify(typed) }, { method: "post" });
  const refused = data && !data.ok && dirty ? data : null;
  const overtaken = refused?.overtaken ?? null;
  return {
    typed,
    change,
    editing: {
      ...{ dirty, restored },
      busy: state !== "idle",
      problem: refused?.problem ?? null,
      fields: refused?.fields ?? {},
      overtaken: overtaken?.words ?? null,
      onSave: () => save(version),
      onDiscard: discard,
      onKeepMine: () => save(overtaken?.version ?? version),
    },
  };
}
