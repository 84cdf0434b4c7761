-- Nothing of the schema changes, but what stands in a column does: a program that does not know this version would take signals of SampleCodec's version 2 for spoilt,
-- so it must not start on this database, as it would after a step back to an earlier release.
COMMENT ON COLUMN lead.signal IS 'As SampleCodec writes it; its first byte is the version: 1 (deflated planes) or 2 (packed blocks).';
