import { Text } from "@shopify/polaris";
import { Titled } from "../frame/titled.tsx";
import { oneDiscrepancyTexts } from "../texts/discrepancy.ts";
import styles from "./chain-card.module.css";
import type { ChainLinkView } from "./view.ts";

const texts = oneDiscrepancyTexts.chain;

/** The way of the number, with the handoff that broke: marked in words, by the line and by colour. */
export function ChainCard({ chain }: { readonly chain: readonly ChainLinkView[] }) {
  if (chain.length < 2) return null;
  return (
    <Titled heading={texts.heading}>
      <ol className={styles["chain"]} aria-label={texts.list}>
        {chain.map(({ system, value, odd, broken, handoff, up }) => (
          <li key={system} className={styles["link"]}>
            {handoff !== null && (
              <span className={styles["handoff"]} data-broken={broken}>
                <svg viewBox="0 0 40 10" aria-hidden="true" data-up={up}>
                  <path
                    d={broken ? "M0 5H14M26 5H38M33 1l6 4-6 4M17 1l6 8M23 1l-6 8" : "M0 5H38M33 1l6 4-6 4"}
                  />
                </svg>
                <span>{handoff}</span>
              </span>
            )}
            <span className={styles["system"]} data-odd={odd}>
              <Text as="span" tone="subdued">
                {system}
              </Text>
              <Text as="span" variant="headingMd">
                {odd ? `≠\u00a0${value}` : value}
              </Text>
            </span>
          </li>
        ))}
      </ol>
    </Titled>
  );
}
