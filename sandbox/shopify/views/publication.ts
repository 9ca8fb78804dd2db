/** The one sales channel of every shop here; active products are published on it. */
export const onlineStore = { id: "gid://shopify/Publication/1" } as const;

export const publicationView = (): object => ({
  __typename: "Publication",
  id: onlineStore.id,
  name: "Online Store",
  autoPublish: true,
  supportsFuturePublishing: true,
  catalog: {
    __typename: "AppCatalog",
    id: "gid://shopify/AppCatalog/1",
    title: "Online Store",
    status: "ACTIVE",
  },
});
