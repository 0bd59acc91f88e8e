"""A run from recipe to report, one module a stage; :mod:`preceptor.pipeline.run` joins them."""
