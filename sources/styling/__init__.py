"""How citations and their bibliography look in a style: pandoc's citeproc, asked as a child process.

`rendering.render(items, citations, style)` is the whole of it. Below it, each importing only from those
before: styles, items, question, answer, pandoc, rendering. Nothing here reads the database or the clock;
only `pandoc` leaves this process, and it takes a quarter of a second: at save or in a task, never in a
page view.

What comes back is HTML of six tags (`answer.TAGS`) in which everything else is escaped. It is not marked
safe: the module that makes HTML safe sanitises it last, as it does everything that people wrote.
"""
