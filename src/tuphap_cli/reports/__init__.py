"""Report objects: what a command answers, made from the store by the rules of the domain, drawn by renderers."""
