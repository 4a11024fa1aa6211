"""Integrate: from locked ratings to scores, and the panel's wash-up."""
