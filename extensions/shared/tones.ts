/** The app's words for how grave something is, as Shopify's badges have them. */
export const badgeTones = {
  plain: "neutral",
  info: "info",
  success: "success",
  attention: "caution",
  warning: "warning",
  critical: "critical",
} as const;
