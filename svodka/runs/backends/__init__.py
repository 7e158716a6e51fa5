"""Who works off a run's batches: threads of this process, or a Ray cluster; one piece of work for both."""
