"""The pages. They show what services return and pass on what a person does; they hold no rules."""
