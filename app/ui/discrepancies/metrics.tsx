import { Card } from "@shopify/polaris";
import styles from "./metrics.module.css";
import type { MetricView } from "./view.ts";

export function Metrics({ metrics }: { readonly metrics: readonly MetricView[] }) {
  return (
    <Card padding="0">
      <dl className={styles["row"]}>
        {metrics.map(({ label, value, help, tone }) => (
          <div key={label} className={styles["metric"]} data-tone={tone}>
            <dt className={styles["label"]}>{label}</dt>
            <dd className={styles["value"]}>{value}</dd>
            <dd className={styles["help"]}>{help}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
