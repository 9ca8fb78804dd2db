export interface SandboxChannel {
  readonly id: string;
  readonly title: string;
}

/** The sales channels of every shop here. Active products are published on them, except where the seed says otherwise. */
export const onlineStore: SandboxChannel = { id: "gid://shopify/Publication/1", title: "Online Store" };
const pointOfSale: SandboxChannel = { id: "gid://shopify/Publication/2", title: "Point of Sale" };
export const channels: readonly SandboxChannel[] = [onlineStore, pointOfSale];

export const publicationView = ({ id, title }: SandboxChannel): object => ({
  __typename: "Publication",
  id,
  name: title,
  autoPublish: true,
  supportsFuturePublishing: true,
  catalog: {
    __typename: "AppCatalog",
    id: id.replace("Publication", "AppCatalog"),
    title,
    status: "ACTIVE",
  },
});
