-- Pages of Shopify's admin ask by variant or product, and know nothing of inventory items.
ALTER TABLE "products" ADD COLUMN "variant_id" TEXT, ADD COLUMN "product_id" TEXT;
CREATE INDEX "products_shop_variant_id_idx" ON "products" ("shop", "variant_id");
CREATE INDEX "products_shop_product_id_idx" ON "products" ("shop", "product_id");

-- What is there does not say it yet: the next scan reads every product anew.
UPDATE "products" SET "saved_at" = 'epoch';
