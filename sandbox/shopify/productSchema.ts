/** Products. https://shopify.dev/docs/api/admin-graphql/2026-07/objects/Product */
export const PRODUCT_SDL = `
  type ProductConnection {
    edges: [ProductEdge!]!
    nodes: [Product!]!
    pageInfo: PageInfo!
  }

  type ProductEdge {
    cursor: String!
    node: Product!
  }

  enum ProductSortKeys { ID RELEVANCE TITLE }

  type Product {
    description(truncateAt: Int): String!
    featuredMedia: Media
    handle: String!
    hasOnlyDefaultVariant: Boolean!
    id: ID!
    onlineStoreUrl: URL
    productType: String!
    status: ProductStatus!
    title: String!
    totalInventory: Int!
    tracksInventory: Boolean!
    variants(
      after: String
      before: String
      first: Int
      last: Int
      reverse: Boolean = false
    ): ProductVariantConnection!
  }

  enum ProductStatus { ACTIVE ARCHIVED DRAFT UNLISTED }

  interface Media {
    alt: String
    id: ID!
    preview: MediaPreviewImage
  }

  type MediaImage implements Media {
    alt: String
    id: ID!
    preview: MediaPreviewImage
  }

  type MediaPreviewImage {
    image: Image
  }

  type Image {
    altText: String
    height: Int
    url: URL!
    width: Int
  }

  type ProductVariantConnection {
    edges: [ProductVariantEdge!]!
    nodes: [ProductVariant!]!
    pageInfo: PageInfo!
  }

  type ProductVariantEdge {
    cursor: String!
    node: ProductVariant!
  }

  type ProductVariant {
    availableForSale: Boolean!
    displayName: String!
    id: ID!
    inventoryItem: InventoryItem!
    inventoryPolicy: ProductVariantInventoryPolicy!
    inventoryQuantity: Int
    price: Money!
    sku: String
    title: String!
  }

  enum ProductVariantInventoryPolicy { CONTINUE DENY }

  type InventoryItem {
    id: ID!
    tracked: Boolean!
  }
`;
