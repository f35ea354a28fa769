"""From letters to words: spelling, the words known, shops' names, language."""
