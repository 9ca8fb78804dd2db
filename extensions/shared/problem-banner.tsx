import type { Problem } from "./answer.ts";
import type { Say } from "./host.ts";

export interface ProblemBannerProps {
  readonly problem: Problem;
  readonly heading: string;
  readonly say: Say;
}

export function ProblemBanner({ problem: { sentence, status }, heading, say }: ProblemBannerProps) {
  return (
    <s-banner tone="warning" heading={heading}>
      <s-paragraph>{sentence ?? say(status === 401 ? "signedOut" : "unreachable")}</s-paragraph>
    </s-banner>
  );
}
