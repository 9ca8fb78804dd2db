/**
 * What the app and its stand-in Shopify use of the official Admin API: type name → field names, or `all` for every field that is not deprecated.
 * A deprecated field is kept when it is named. Scalars, enums and inputs come along whole with the fields that need them,
 * and so do `XConnection` and `XEdge` of a type X that is kept.
 */
export type Keep = Readonly<Record<string, readonly string[] | "all">>;

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const directivesToKeep: readonly string[] = ["idempotent"];

export const keep: Keep = {
  QueryRoot: words(`
    bulkOperation bulkOperations currentAppInstallation inventoryItem inventoryItems inventoryLevel inventoryProperties
    inventoryShipment inventoryTransfer inventoryTransfers location locations locationsCount node nodes product products
    productsCount productVariant productVariants productVariantsCount publications shop`),
  Mutation: words(`
    bulkOperationCancel bulkOperationRunQuery flowTriggerReceive inventoryActivate inventoryAdjustQuantities
    inventorySetQuantities`),

  Node: "all",
  DisplayableError: "all",
  UserError: "all",
  PageInfo: "all",
  Count: "all",
  MoneyV2: "all",

  Shop: words(`
    contactEmail createdAt currencyCode email enabledPresentmentCurrencies ianaTimezone id myshopifyDomain name plan
    primaryDomain shopOwnerName taxesIncluded timezoneAbbreviation timezoneOffset timezoneOffsetMinutes updatedAt url weightUnit`),
  ShopPlan: words("displayName partnerDevelopment publicDisplayName shopifyPlus"),
  Domain: words("host id sslEnabled url"),
  StaffMember: words("active email firstName id lastName locale name"),
  AppInstallation: words("accessScopes app id"),
  App: words("apiKey handle id title"),
  AccessScope: "all",

  Location: words(`
    activatable address createdAt deactivatable deactivatedAt deletable fulfillmentService fulfillsOnlineOrders
    hasActiveInventory hasUnfulfilledOrders id inventoryLevel inventoryLevels isActive isFulfillmentService isPrimary
    legacyResourceId name shipsInventory updatedAt`),
  LocationAddress: "all",
  FulfillmentService: words(
    "callbackUrl handle id inventoryManagement location serviceName trackingSupport type",
  ),

  InventoryItem: words(`
    createdAt duplicateSkuCount id inventoryHistoryUrl inventoryLevel inventoryLevels legacyResourceId locationsCount
    requiresShipping sku tracked trackedEditable unitCost updatedAt variant variants`),
  EditableProperty: "all",
  InventoryLevel: words(
    "canDeactivate createdAt deactivationAlert id isActive item location quantities updatedAt",
  ),
  InventoryQuantity: "all",
  InventoryProperties: "all",
  InventoryQuantityName: "all",

  Product: words(`
    createdAt description descriptionHtml featuredMedia handle hasOnlyDefaultVariant hasOutOfStockVariants id isGiftCard
    legacyResourceId onlineStorePreviewUrl onlineStoreUrl productType publishedAt publishedOnPublication
    resourcePublicationsV2 status tags templateSuffix title totalInventory tracksInventory updatedAt variants variantsCount vendor`),
  ProductVariant: words(`
    availableForSale barcode compareAtPrice createdAt displayName id image inventoryItem inventoryPolicy inventoryQuantity
    legacyResourceId position price product selectedOptions sellableOnlineQuantity sku taxable title updatedAt`),
  SelectedOption: words("name value"),
  Image: words("altText height id thumbhash url width"),
  Media: words("alt id mediaContentType preview status"),
  MediaImage: words("alt id image mediaContentType preview status"),
  MediaPreviewImage: words("image status"),

  Publication: words("autoPublish catalog id name supportsFuturePublishing"),
  Catalog: words("id status title"),
  AppCatalog: words("id status title"),
  ResourcePublicationV2: words("isPublished publication publishDate"),

  InventoryTransfer: words(`
    dateCreated destination id lineItems name note origin receivedQuantity referenceName shipments status tags
    totalQuantity`),
  InventoryTransferLineItem: "all",
  LocationSnapshot: "all",
  InventoryShipment: words(`
    dateCreated dateReceived dateShipped id lineItemTotalQuantity lineItems name status totalAcceptedQuantity
    totalReceivedQuantity totalRejectedQuantity`),
  InventoryShipmentLineItem: "all",

  BulkOperation: "all",
  BulkOperationUserError: "all",
  BulkOperationRunQueryPayload: "all",
  BulkOperationCancelPayload: "all",
  InventorySetQuantitiesPayload: "all",
  InventorySetQuantitiesUserError: "all",
  InventoryAdjustQuantitiesPayload: "all",
  InventoryAdjustQuantitiesUserError: "all",
  InventoryAdjustmentGroup: "all",
  InventoryChange: "all",
  InventoryActivatePayload: "all",
  FlowTriggerReceivePayload: "all",
};
