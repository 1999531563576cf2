"""Lists that a clerk fills in and hands back: answers to open questions, days off."""
