-- A worker that stalls while another takes its scan over must notice, and must not be heard any more.
ALTER TABLE "scans" ADD COLUMN "runner" UUID;
