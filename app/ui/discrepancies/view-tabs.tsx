import { UnstyledLink } from "@shopify/polaris";
import { memo } from "react";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import type { TabView } from "./view.ts";
import styles from "./view-tabs.module.css";

/** Links rather than buttons: each view has its own address. */
export const ViewTabs = memo(function ViewTabs({ tabs }: { readonly tabs: readonly TabView[] }) {
  if (tabs.length === 0) return null;
  return (
    <nav aria-label={texts.tabs} className={styles["tabs"]}>
      {tabs.map(({ label, href, current, savedId }) => (
        <UnstyledLink
          key={savedId ?? label}
          url={href}
          className={styles["tab"]}
          {...(current ? { "aria-current": "page" } : {})}
        >
          <bdi>{label}</bdi>
        </UnstyledLink>
      ))}
    </nav>
  );
});
