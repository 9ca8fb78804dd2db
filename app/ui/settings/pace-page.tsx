import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import type { PaceSettings } from "../../use-cases/contract.ts";
import type { Format } from "../format.ts";
import { settingsTexts } from "../texts/settings.ts";
import { handoffNames } from "../texts/systems.ts";
import { SettingsFrame, type Editing } from "./settings-frame.tsx";

const texts = settingsTexts.pace;
const MINUTE = 60_000;

export interface TypedPaceView {
  readonly every: string;
  readonly windows: Readonly<Record<string, string>>;
}

export interface PaceView {
  readonly version: number;
  readonly lastChange: string | null;
  readonly typed: TypedPaceView;
  readonly handoffs: readonly {
    readonly step: string;
    readonly label: string;
    readonly seen: string;
    /** What 95 % arrive within, in whole minutes; null where it is not known or is what is declared. */
    readonly proposal: string | null;
  }[];
}

export function presentPace(data: PaceSettings, lastChange: string | null, format: Format): PaceView {
  const { seen, handoffs, windows, scanEveryMinutes } = data;
  return {
    version: seen.version,
    lastChange,
    typed: {
      every: String(scanEveryMinutes),
      windows: Object.fromEntries(handoffs.map(({ step }) => [step, String(windows[step] / MINUTE)])),
    },
    handoffs: handoffs.map(({ step, p50, p95, samples }) => {
      const proposed = p95 === null ? null : Math.max(1, Math.ceil(p95 / MINUTE));
      return {
        step,
        label: texts.window(handoffNames[step]),
        seen:
          p50 === null || p95 === null
            ? texts.notSeen
            : texts.seen(format.lag(p50), format.lag(p95), format.count(samples)),
        proposal: proposed === null || proposed === windows[step] / MINUTE ? null : String(proposed),
      };
    }),
  };
}

export interface PacePageProps {
  readonly view: PaceView;
  readonly typed: TypedPaceView;
  readonly editing: Editing;
  readonly onChange: (typed: TypedPaceView) => void;
}

export function PacePage({ view: { handoffs, lastChange }, typed, editing, onChange }: PacePageProps) {
  const setWindow = (step: string, minutes: string) =>
    onChange({ ...typed, windows: { ...typed.windows, [step]: minutes } });
  return (
    <SettingsFrame title={texts.title} subtitle={texts.subtitle} lastChange={lastChange} editing={editing}>
      <Card>
        <TextField
          label={texts.every}
          value={typed.every}
          onChange={(every) => onChange({ ...typed, every })}
          inputMode="numeric"
          autoComplete="off"
          error={editing.fields["every"] ?? false}
        />
      </Card>
      {handoffs.map(({ step, label, seen, proposal }) => (
        <Card key={step}>
          <BlockStack gap="200">
            <TextField
              label={label}
              value={typed.windows[step] ?? ""}
              onChange={(minutes) => setWindow(step, minutes)}
              inputMode="decimal"
              autoComplete="off"
              error={editing.fields[step] ?? false}
            />
            <Text as="p" tone="subdued">
              {seen}
            </Text>
            {proposal !== null && proposal !== typed.windows[step] && (
              <InlineStack>
                <Button size="slim" onClick={() => setWindow(step, proposal)}>
                  {texts.use(proposal)}
                </Button>
              </InlineStack>
            )}
          </BlockStack>
        </Card>
      ))}
    </SettingsFrame>
  );
}
