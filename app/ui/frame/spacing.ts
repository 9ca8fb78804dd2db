/** Space at the sides of what stands between cards: on a narrow screen the cards fill the width and the page has no padding. */
export const besideCards = { xs: "400", sm: "0" } as const;
