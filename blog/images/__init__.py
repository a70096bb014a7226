"""The pictures of essays: uploading, describing, showing and sweeping them (docs/writing.md)."""
