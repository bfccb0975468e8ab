"""Tables that people hand in or take away: delimited text and workbooks, read with suspicion."""
