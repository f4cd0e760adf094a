"""Who may watch now: sessions, signed addresses, licences, resume points."""
