import {
  Badge,
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Link,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { CardHeading } from "../frame/card-heading.tsx";
import { EmptyCard } from "../frame/empty-card.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import styles from "../frame/facts.module.css";
import { Titled } from "../frame/titled.tsx";
import { mapTexts as texts } from "../texts/map.ts";
import { Chain } from "./chain.tsx";
import { DetailCard } from "./detail-card.tsx";
import type { ContradictionView, LocationsPart, MapView } from "./view.ts";

export interface MapPageProps {
  /** Null where nothing is connected. */
  readonly view: MapView | null;
  readonly onSearch: (words: string) => void;
}

export function MapPage({ view, onSearch }: MapPageProps) {
  if (view === null)
    return (
      <Page title={texts.title} subtitle={texts.subtitle}>
        <EmptyCard
          title={texts.empty}
          body={texts.emptyBody}
          action={{ label: texts.connect, href: "/app/connections/new" }}
        />
      </Page>
    );
  const { as, learned, links, middleware, detail, pools, rules, locations } = view;
  return (
    <Page
      title={texts.title}
      subtitle={texts.subtitle}
      primaryAction={{ content: texts.export, url: "/app/map/export" }}
    >
      <BlockStack gap="400">
        {!learned && <Banner tone="info" title={as} />}
        <Card>
          <BlockStack gap="300">
            <h2 className={styles["hidden"]}>{texts.picture}</h2>
            <Chain links={links} />
            {learned && (
              <Text as="p" tone="subdued">
                {as}
              </Text>
            )}
          </BlockStack>
        </Card>
        {detail && <DetailCard key={detail.heading} detail={detail} />}
        {middleware.length > 0 && (
          <Titled heading={texts.middleware.heading}>
            <ul className={styles["list"]}>
              {middleware.map(({ name, carries, href }) => (
                <li key={href}>
                  <Link url={href}>{name}</Link> {carries}
                </li>
              ))}
            </ul>
          </Titled>
        )}
        <Contradictions view={view} />
        <Card padding="0">
          <CardHeading text={texts.pools.heading} />
          <FactTable {...pools} />
          <Box padding="400">
            <Link url="/app/settings">{texts.pools.change}</Link>
          </Box>
        </Card>
        <Titled heading={texts.rules.heading}>
          {(["declared", "inferred"] as const).map((kind) => (
            <BlockStack key={kind} gap="100">
              <Text as="h3" variant="headingSm">
                {texts.rules[kind]}
              </Text>
              {rules[kind].length === 0 ? (
                <Text as="p">{texts.rules.none}</Text>
              ) : (
                <ul className={styles["list"]}>
                  {rules[kind].map((rule) => (
                    <li key={rule}>{rule}</li>
                  ))}
                </ul>
              )}
            </BlockStack>
          ))}
        </Titled>
        <Locations locations={locations} onSearch={onSearch} />
      </BlockStack>
    </Page>
  );
}

function Contradictions({ view: { contradictions, moreContradictions } }: { readonly view: MapView }) {
  const t = texts.contradictions;
  return (
    <Titled heading={t.heading}>
      {contradictions.length === 0 && <Text as="p">{t.none}</Text>}
      <ol className={styles["list"]}>
        {contradictions.map((one) => (
          <li key={one.key}>
            <OneContradiction one={one} />
          </li>
        ))}
      </ol>
      {moreContradictions !== null && (
        <Text as="p" tone="subdued">
          {moreContradictions}
        </Text>
      )}
    </Titled>
  );
}

function OneContradiction({ one }: { readonly one: ContradictionView }) {
  const { kind, where, declared, observed, fix, cost, critical, incident } = one;
  const t = texts.contradictions;
  return (
    <Box paddingBlockEnd="300">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm" breakWord>
            {where}
          </Text>
          <Badge {...(critical && { tone: "critical" as const })}>{kind}</Badge>
        </InlineStack>
        <dl className={styles["beside"]}>
          {(
            [
              [t.declared, declared],
              [t.observed, observed],
              [t.fix, fix],
            ] as const
          ).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Text as="p" tone="subdued">
          {cost} {incident !== null && <Link url={incident}>{t.incident}</Link>}
        </Text>
      </BlockStack>
    </Box>
  );
}

function Locations({
  locations: { columns, rows, search, any, shown, previous, next },
  onSearch,
}: {
  readonly locations: LocationsPart;
  readonly onSearch: (words: string) => void;
}) {
  const [words, setWords] = useState(search);
  const t = texts.locations;
  return (
    <Card padding="0">
      <CardHeading text={t.heading} />
      {any && (
        <Box paddingInline="400" paddingBlockEnd="400">
          <form
            role="search"
            onSubmit={(event) => {
              event.preventDefault();
              onSearch(words.trim());
            }}
          >
            <InlineStack gap="200" blockAlign="end">
              <TextField
                label={t.search}
                value={words}
                onChange={setWords}
                placeholder={t.hint}
                autoComplete="off"
                type="search"
              />
              <Button submit>{t.apply}</Button>
            </InlineStack>
          </form>
        </Box>
      )}
      {rows.length === 0 ? (
        <Box padding="400">
          <Text as="p">{any ? t.noMatch : t.none}</Text>
        </Box>
      ) : (
        <FactTable
          caption={t.caption}
          columns={columns}
          rows={rows.map(({ id, name, href, closed, cells }) => ({
            id,
            cells: [
              <span key="name">
                <Link url={href}>
                  <bdi>{name}</bdi>
                </Link>{" "}
                {closed && <Badge tone="warning">{t.closed}</Badge>}
              </span>,
              ...cells.map(({ text, late }, index) =>
                late ? <strong key={index}>{text}</strong> : <bdi key={index}>{text}</bdi>,
              ),
            ],
          }))}
        />
      )}
      {shown !== null && (
        <Box padding="400">
          <InlineStack gap="400" blockAlign="center">
            {previous !== null && <Link url={previous}>{t.previous}</Link>}
            <Text as="p">{shown}</Text>
            {next !== null && <Link url={next}>{t.next}</Link>}
          </InlineStack>
        </Box>
      )}
    </Card>
  );
}
