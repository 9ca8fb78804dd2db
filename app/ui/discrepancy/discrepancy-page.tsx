import { Badge, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { oneDiscrepancyTexts as texts } from "../texts/discrepancy.ts";
import { ActionsCard, type ActionsCardProps } from "./actions-card.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import styles from "../frame/facts.module.css";
import { Titled } from "../frame/titled.tsx";
import { ChainCard } from "./chain-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import type { OneDiscrepancyView } from "./view.ts";

export interface DiscrepancyPageProps extends Omit<ActionsCardProps, "actions"> {
  readonly view: OneDiscrepancyView;
}

export function DiscrepancyPage({ view, ...acting }: DiscrepancyPageProps) {
  const { title, subtitle, badges, actions, incident, siblings } = view;
  return (
    <Page
      title={title}
      subtitle={subtitle}
      backAction={{ content: texts.back, url: "/app" }}
      titleMetadata={
        <InlineStack gap="100">
          {badges.map(({ text, tone }) => (
            <Badge key={text} {...(tone !== null && { tone })}>
              {text}
            </Badge>
          ))}
        </InlineStack>
      }
      secondaryActions={[
        { content: texts.actions.check, url: actions.check },
        ...(actions.report === null ? [] : [{ content: texts.actions.report, url: actions.report }]),
      ]}
      {...(actions.resync !== null && {
        primaryAction: { content: texts.actions.resync, url: actions.resync },
      })}
    >
      <div className={styles["columns"]}>
        <div className={styles["column"]}>
          <WhyCard view={view} />
          <ChainCard chain={view.chain} />
          <CountsCard view={view} />
          <TimelineCard timeline={view.timeline} />
          {view.evidence.length > 0 && (
            <Titled heading={texts.evidence}>
              <ul className={styles["list"]}>
                {view.evidence.map(({ text, at }) => (
                  <li key={text}>
                    {text} {at !== null && <span className={styles["small"]}>{at}</span>}
                  </li>
                ))}
              </ul>
            </Titled>
          )}
          <HistoryCard view={view} />
        </div>
        <div className={styles["column"]}>
          <ActionsCard actions={actions} {...acting} />
          <Titled heading={texts.facts.heading}>
            <dl className={styles["facts"]}>
              {view.facts.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </Titled>
          {incident && (
            <Titled heading={texts.incident.heading}>
              <Text as="p">{incident.size}</Text>
              <Link url={incident.href}>{texts.incident.open}</Link>
              {siblings.length > 0 && (
                <ul className={styles["list"]}>
                  {siblings.map(({ label, href }) => (
                    <li key={href}>
                      <Link url={href}>{label}</Link>
                    </li>
                  ))}
                </ul>
              )}
            </Titled>
          )}
        </div>
      </div>
    </Page>
  );
}

function WhyCard({ view: { sentence, advice } }: { readonly view: OneDiscrepancyView }) {
  return (
    <Titled heading={texts.why}>
      <Text as="p" variant="bodyLg" breakWord>
        {sentence}
      </Text>
      {advice && (
        <dl className={styles["facts"]}>
          {(["tell", "cure", "patch"] as const).map((part) => (
            <div key={part}>
              <dt>{texts[part]}</dt>
              <dd>{advice[part]}</dd>
            </div>
          ))}
        </dl>
      )}
      {advice && (
        <Text as="p" tone="subdued">
          {advice.sure}
        </Text>
      )}
    </Titled>
  );
}

function CountsCard({ view }: { readonly view: OneDiscrepancyView }) {
  const { counts, skew, firstAnswer, arithmetic } = view;
  const t = texts.counts;
  return (
    <Titled heading={t.heading}>
      <FactTable
        caption={t.caption}
        columns={[t.system, t.count, t.states, t.changed, t.read]}
        rows={counts.map(({ system, value, odd, states, changed, read }) => ({
          id: system,
          cells: [
            system,
            <Text key="value" as="span" variant="headingMd" {...(odd && { tone: "critical" as const })}>
              {odd ? `≠\u00a0${value}` : value}
            </Text>,
            states,
            changed,
            read,
          ],
        }))}
      />
      {[skew, firstAnswer].map(
        (sentence) =>
          sentence !== null && (
            <Text key={sentence} as="p" tone="subdued">
              {sentence}
            </Text>
          ),
      )}
      {arithmetic.length > 0 && (
        <>
          <Text as="h3" variant="headingSm">
            {texts.arithmetic.heading}
          </Text>
          <table className={styles["table"]}>
            <caption className={styles["hidden"]}>{texts.arithmetic.heading}</caption>
            <tbody>
              {arithmetic.map(({ name, quantity, total }) => (
                <tr key={name} data-total={total}>
                  <th scope="row">{name}</th>
                  <td>{quantity}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Titled>
  );
}

function HistoryCard({ view: { history, earlier } }: { readonly view: OneDiscrepancyView }) {
  return (
    <Titled heading={texts.history.heading}>
      <ul className={styles["list"]}>
        {history.map(({ what, who, when, why }, index) => (
          <li key={index}>
            <strong>{what}</strong> {why} <span className={styles["small"]}>{`${who}, ${when}`}</span>
          </li>
        ))}
      </ul>
      {earlier.length > 0 && (
        <>
          <Text as="h3" variant="headingSm">
            {texts.history.earlier}
          </Text>
          <ul className={styles["list"]}>
            {earlier.map(({ label, href }) => (
              <li key={href}>
                <Link url={href}>{label}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Titled>
  );
}
