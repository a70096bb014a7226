"""What leaves the site: bibliographies as files, an essay as a reference, and what Zotero reads."""
