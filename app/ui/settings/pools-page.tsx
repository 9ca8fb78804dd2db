import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { besideCards } from "../frame/spacing.ts";
import { settingsTexts } from "../texts/settings.ts";
import { countName } from "../texts/states.ts";
import { ExpressionField } from "./expression-field.tsx";
import { PoolTrial } from "./pool-trial.tsx";
import { emptyPool, type PoolsView, type TypedPoolView } from "./pools-view.ts";
import { SettingsFrame, type Editing } from "./settings-frame.tsx";

const texts = settingsTexts.pools;

export interface PoolsPageProps {
  readonly view: PoolsView;
  readonly typed: readonly TypedPoolView[];
  readonly editing: Editing;
  readonly onChange: (pools: readonly TypedPoolView[]) => void;
  readonly onSample: (location: string) => void;
}

export function PoolsPage({ view, typed, editing, onChange, onSample }: PoolsPageProps) {
  const { usual, systems, locations, sampled, lastChange } = view;
  return (
    <SettingsFrame title={texts.title} subtitle={texts.subtitle} lastChange={lastChange} editing={editing}>
      {usual && (
        <Banner tone="info">
          <p>{texts.usual}</p>
        </Banner>
      )}
      {sampled !== null && (
        <Box paddingInline={besideCards}>
          <Select
            label={texts.sampled}
            options={locations.map(({ id, name }) => ({ value: id, label: name }))}
            value={sampled}
            onChange={onSample}
          />
        </Box>
      )}
      {typed.map((pool, index) => (
        <PoolCard
          key={index}
          index={index}
          pool={pool}
          view={view}
          fields={editing.fields}
          onChange={(next) => onChange(typed.with(index, next))}
          onRemove={() => onChange(typed.filter((_, at) => at !== index))}
        />
      ))}
      <Box paddingInline={besideCards}>
        <Button onClick={() => onChange([...typed, emptyPool(systems[0]?.id ?? "storefront")])}>
          {texts.add}
        </Button>
      </Box>
    </SettingsFrame>
  );
}

interface PoolCardProps {
  readonly index: number;
  readonly pool: TypedPoolView;
  readonly view: PoolsView;
  readonly fields: Editing["fields"];
  readonly onChange: (pool: TypedPoolView) => void;
  readonly onRemove: () => void;
}

function PoolCard({ index, pool, view, fields, onChange, onRemove }: PoolCardProps) {
  const change = (part: Partial<TypedPoolView>) => onChange({ ...pool, ...part });
  const text = (label: string, field: "name" | "channel" | "units" | "percent", help?: string) => (
    <TextField
      label={label}
      value={pool[field]}
      onChange={(value) => change({ [field]: value })}
      autoComplete="off"
      {...(help !== undefined && { helpText: help })}
      error={fields[`${index}.${field}`] ?? false}
    />
  );
  const title = pool.name === "" ? texts.unnamed : countName(pool.name);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd" breakWord>
            {title}
          </Text>
          <Button variant="plain" tone="critical" onClick={onRemove}>
            {texts.remove(title)}
          </Button>
        </InlineStack>
        <FormLayout>
          <FormLayout.Group>
            {text(texts.name, "name", texts.nameHelp)}
            {text(texts.channel, "channel", texts.channelHelp)}
          </FormLayout.Group>
          <FormLayout.Group>
            <Select
              label={texts.truth}
              options={view.systems.map(({ id, name }) => ({ value: id, label: name }))}
              value={pool.truth}
              onChange={(truth) => change({ truth: truth as TypedPoolView["truth"] })}
              error={fields[`${index}.truth`] ?? false}
            />
            {text(texts.units, "units")}
            {text(texts.percent, "percent")}
          </FormLayout.Group>
        </FormLayout>
        {view.systems.map(({ id, name }) => (
          <BlockStack key={id} gap="200">
            <Text as="h3" variant="headingSm">
              {texts.counts(name)}
            </Text>
            <ExpressionField
              system={name}
              value={pool.compare[id]}
              error={fields[`${index}.compare.${id}`]}
              onChange={(value) => change({ compare: { ...pool.compare, [id]: value } })}
            />
          </BlockStack>
        ))}
        <PoolTrial pool={pool} view={view} />
        <Buffers
          index={index}
          pool={pool}
          view={view}
          fields={fields}
          onChange={(buffers) => change({ buffers })}
        />
      </BlockStack>
    </Card>
  );
}

interface BuffersProps extends Pick<PoolCardProps, "index" | "pool" | "view" | "fields"> {
  readonly onChange: (buffers: TypedPoolView["buffers"]) => void;
}

function Buffers({ index, pool: { buffers }, view, fields, onChange }: BuffersProps) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {texts.buffers}
      </Text>
      <Text as="p" tone="subdued">
        {texts.buffersHelp}
      </Text>
      {buffers.map((buffer, at) => (
        <FormLayout key={at}>
          <FormLayout.Group condensed>
            <Select
              label={texts.bufferPlace}
              options={[
                { value: "", label: texts.everywhere },
                ...view.locations.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={buffer.locationId}
              onChange={(locationId) => onChange(buffers.with(at, { ...buffer, locationId }))}
              error={fields[`${index}.buffers.${at}.locationId`] ?? false}
            />
            <TextField
              label={texts.bufferSku}
              value={buffer.sku}
              onChange={(sku) => onChange(buffers.with(at, { ...buffer, sku }))}
              autoComplete="off"
              error={fields[`${index}.buffers.${at}.sku`] ?? false}
            />
            <TextField
              label={texts.bufferUnits}
              value={buffer.units}
              onChange={(units) => onChange(buffers.with(at, { ...buffer, units }))}
              autoComplete="off"
              error={fields[`${index}.buffers.${at}.units`] ?? false}
            />
          </FormLayout.Group>
          <InlineStack>
            <Button
              size="slim"
              accessibilityLabel={`${texts.removeBuffer} ${at + 1}`}
              onClick={() => onChange(buffers.filter((_, other) => other !== at))}
            >
              {texts.removeBuffer}
            </Button>
          </InlineStack>
        </FormLayout>
      ))}
      <InlineStack>
        <Button size="slim" onClick={() => onChange([...buffers, { locationId: "", sku: "", units: "" }])}>
          {texts.addBuffer}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
