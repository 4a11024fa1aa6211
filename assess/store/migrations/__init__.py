"""The revisions of the schema, a file each; `python -m assess.store.migrations` drafts the next one."""
