"""Why a task has the state it has: all that is known of it, in sentences."""
