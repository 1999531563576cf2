"""Plan annexes: files in, drafts with positions and problems out, then all or nothing into the register."""
