"""Units: who must publish, who works there, and what each role entitles to."""
