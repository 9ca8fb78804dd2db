-- One row to change when a product does: a price update of a whole catalogue is as many deliveries as products.
ALTER TABLE "shops" ADD COLUMN "products_changed_at" TIMESTAMPTZ(3);
