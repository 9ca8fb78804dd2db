import { Button, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import type { TabView } from "./view.ts";

const texts = discrepancyTexts.saving;

export interface SavingProps {
  readonly busy: boolean;
  /** What is wrong with the name; null while nothing is. */
  readonly problem: string | null;
  readonly onSave: (name: string) => void;
  readonly onRename: (id: string, name: string) => void;
  readonly onDelete: (id: string) => void;
}

/** Gives what is shown a name, or changes the one that it has. */
export function SavedView({
  current,
  canSave,
  busy,
  problem,
  onSave,
  onRename,
  onDelete,
}: SavingProps & { readonly current: TabView | null; readonly canSave: boolean }) {
  const id = current?.savedId ?? null;
  const [name, setName] = useState<string | null>(null);
  if (id === null && !canSave) return null;
  if (name === null)
    return (
      <InlineStack gap="200">
        {id === null ? (
          <Button variant="plain" onClick={() => setName("")}>
            {texts.save}
          </Button>
        ) : (
          <>
            <Button variant="plain" onClick={() => setName(current?.label ?? "")}>
              {texts.rename}
            </Button>
            <Button variant="plain" tone="critical" loading={busy} onClick={() => onDelete(id)}>
              {texts.remove}
            </Button>
          </>
        )}
      </InlineStack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (id === null) onSave(name);
        else onRename(id, name);
      }}
    >
      <InlineStack gap="200" blockAlign="end">
        <TextField
          label={texts.name}
          value={name}
          onChange={setName}
          autoComplete="off"
          maxLength={40}
          autoFocus
          {...(problem === null ? {} : { error: problem })}
        />
        <Button submit loading={busy}>
          {texts.confirm}
        </Button>
        <Button variant="plain" onClick={() => setName(null)}>
          {texts.cancel}
        </Button>
      </InlineStack>
    </form>
  );
}
