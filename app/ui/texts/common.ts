export const commonTexts = {
  nav: {
    discrepancies: "Discrepancies",
    connections: "Connections",
    locations: "Locations",
    map: "Handoff map",
    scans: "Scans",
    events: "Events",
    resyncs: "Resyncs",
    lookup: "Check now",
    settings: "Settings",
    notifications: "Messages",
  },
  problem: {
    title: "This page could not be shown",
    notFound: "Not here any more",
    reload: "Try again",
    home: "Go to Discrepancies",
    fault: "Something went wrong on our side. Nothing of yours was changed. Try again in a moment.",
  },
  pages: {
    none: "Nothing matches.",
    shown: (shown: string, all: string) => `${shown} of ${all}`,
    more: "Show more",
  },
  actionFailed: "That did not work. Nothing was changed; try again in a moment.",
};

export const setupTexts = {
  heading: "Get your first result",
  progress: (done: string, all: string) => `${done} of ${all} done`,
  dismiss: "Hide this guide",
  done: "Done",
  steps: {
    connect: "Connect a WMS or an ERP",
    connectBody: "Choose your system, fill in its address and test it. The app only reads.",
    connectAction: "Connect a system",
    map: "Map your locations",
    mapBody: "Say which warehouse code stands for which Shopify location. Most are proposed for you.",
    mapAction: "Map locations",
    scan: "Run the first scan",
    scanBody: "Every count is read and compared. The differences appear on this page.",
    scanAction: "Start the first scan",
  },
};
