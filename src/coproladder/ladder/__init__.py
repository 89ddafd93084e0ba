"""A ladder and its guide: their records, and how a YAML file becomes one."""
