import { Badge, Icon, Link, Text } from "@shopify/polaris";
import { AlertTriangleIcon } from "@shopify/polaris-icons";
import { mapTexts as texts } from "../texts/map.ts";
import styles from "./chain.module.css";
import type { ChainLink, LaneView, NodeView } from "./view.ts";

/**
 * The chain as a picture: from left to right where there is room, from top to bottom on a phone. It is one ordered list, so what is
 * read out is what is drawn.
 */
export function Chain({ links }: { readonly links: readonly ChainLink[] }) {
  return (
    <ol className={styles["chain"]} aria-label={texts.picture}>
      {links.map((link) =>
        link.kind === "system" ? (
          <li key={link.id} className={styles["system"]} data-bad={link.bad} data-chosen={link.chosen}>
            <Node node={link} />
          </li>
        ) : (
          <li key={link.id} className={styles["handoff"]}>
            <ul className={styles["lanes"]}>
              {link.lanes.map((lane) => (
                <li
                  key={lane.id}
                  className={styles["lane"]}
                  data-up={lane.up}
                  data-bad={lane.bad}
                  data-chosen={lane.chosen}
                >
                  <Lane lane={lane} />
                </li>
              ))}
            </ul>
          </li>
        ),
      )}
    </ol>
  );
}

function Node({ node: { name, role, lines, bad, href, chosen } }: { readonly node: NodeView }) {
  return (
    <>
      <div className={styles["title"]}>
        <h3 aria-current={chosen ? "true" : undefined}>
          <Link url={href} removeUnderline accessibilityLabel={texts.node.open(name)}>
            <bdi>{name}</bdi>
          </Link>
        </h3>
        {bad && (
          <span>
            <Icon source={AlertTriangleIcon} tone="caution" />
          </span>
        )}
      </div>
      <Text as="p" tone="subdued">
        {role}
      </Text>
      {lines.map((line) => (
        <Text key={line} as="p" breakWord>
          {line}
        </Text>
      ))}
    </>
  );
}

function Lane({ lane }: { readonly lane: LaneView }) {
  const { flow, label, route, stateText, state, bad, bar, lag, window, lines, differ, href, chosen } = lane;
  const tone = bad ? "critical" : state === "slow" ? "warning" : state === "moving" ? "success" : null;
  return (
    <>
      <Arrow />
      <div className={styles["title"]}>
        <h4 aria-current={chosen ? "true" : undefined}>
          <Link url={href} removeUnderline accessibilityLabel={label}>
            {flow}
          </Link>
        </h4>
        <Badge {...(tone !== null && { tone })}>{stateText}</Badge>
      </div>
      <Text as="p" tone="subdued" breakWord>
        {route}
      </Text>
      {bar && (
        <div className={styles["bar"]} aria-hidden="true">
          <span className={styles["p95"]} data-late={bar.late} style={{ inlineSize: `${bar.p95}%` }} />
          <span className={styles["p50"]} style={{ inlineSize: `${bar.p50}%` }} />
          <span className={styles["window"]} style={{ insetInlineStart: `${bar.window}%` }} />
        </div>
      )}
      <Text as="p">{`${lag}; ${window}`}</Text>
      <Text as="p" tone="subdued">
        {lines.join(" · ")}
      </Text>
      {differ !== null && (
        <Text as="p" fontWeight="semibold">
          {differ}
        </Text>
      )}
    </>
  );
}

function Arrow() {
  return (
    <svg className={styles["arrow"]} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 5H97M92 1l6 4-6 4" />
    </svg>
  );
}
