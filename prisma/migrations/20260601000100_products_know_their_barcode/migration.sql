-- Whoever stands before a shelf has a scanner in hand, not a SKU.
ALTER TABLE "products" ADD COLUMN "barcode" TEXT;
CREATE INDEX "products_shop_barcode_idx" ON "products" ("shop", "barcode");

-- What is there does not say it yet: the next scan reads every product anew.
UPDATE "products" SET "saved_at" = 'epoch';
