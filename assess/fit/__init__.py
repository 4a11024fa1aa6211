"""Fit: what a person brings to this role, which gaps of this team they close, whether they act by its values."""
