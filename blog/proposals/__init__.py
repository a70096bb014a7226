"""Sources that readers propose to an essay's author."""
