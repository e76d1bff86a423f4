"""The registers: data categories, boundary rules, providers, models, use cases, documents, exceptions."""
