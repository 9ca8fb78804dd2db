import { Card, UnstyledLink } from "@shopify/polaris";
import { memo } from "react";
import styles from "./metrics.module.css";
import type { MetricView, TrendView } from "./view.ts";

export const Metrics = memo(function Metrics({ metrics }: { readonly metrics: readonly MetricView[] }) {
  return (
    <Card padding="0">
      <dl className={styles["row"]}>
        {metrics.map(({ label, value, help, tone, href, trend }) => (
          <div key={label} className={styles["metric"]} data-tone={tone}>
            <dt className={styles["label"]}>
              {href === null ? (
                label
              ) : (
                <UnstyledLink url={href} className={styles["link"]}>
                  {label}
                </UnstyledLink>
              )}
            </dt>
            <dd className={styles["value"]}>
              {value}
              {trend && <Trend trend={trend} />}
            </dd>
            <dd className={styles["help"]}>{help}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
});

function Trend({ trend: { label, lines } }: { readonly trend: TrendView }) {
  return (
    <svg
      className={styles["trend"]}
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {lines.map((points) => (
        <polyline key={points} points={points} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
