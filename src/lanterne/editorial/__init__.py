"""What editors prepare and put right: drafts of titles, and titles that are held twice."""
