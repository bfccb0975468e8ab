"""Values and rules of the job: standard library only, nothing here knows a disk or a window."""
